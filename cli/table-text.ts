/** A decision table as text: read from its file, or compiled from a policy. */
import type { Terminal } from "./command.ts";
import { readText, readTextIfAny } from "./files.ts";

export interface TableText {
  readonly text: string;
  /** The text of the map, where there is one. */
  readonly map?: string;
}

export interface TableTextOptions {
  readonly format?: "pretty" | "json";
  /** False where one request is asked about, and not all: a policy is then compiled although something is proved wrong of it. */
  readonly verify?: boolean;
  /** The features of the runtime that is to serve a policy: what it lacks is then told at its place. */
  readonly runtime?: ReadonlySet<string>;
}

/** Undefined when the policy has errors. Findings are printed. The compiler is loaded only for a policy. */
export async function tableText(
  path: string,
  terminal: Terminal,
  { format = "pretty", verify = true, runtime }: TableTextOptions = {},
): Promise<TableText | undefined> {
  if (path.endsWith(".json")) {
    const map = readTextIfAny(`${path}.map`, "the map");
    return { text: readText(path, "the table"), ...(map === undefined ? {} : { map }) };
  }
  const { compilePolicy, printFindings } = await import("./compile-policy.ts");
  const compilation = compilePolicy(path, { verify, ...(runtime && { runtime }) }, terminal);
  const { table } = compilation;
  if (!table || format === "pretty") printFindings(path, compilation, format, terminal);
  return table && { text: table.text, map: table.map };
}
