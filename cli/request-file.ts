/** What `decide` is told about a request: its body, its headers, its time; or all of it at once, in a witness. */
import type { Witness } from "../schemas/witness.ts";
import { readText } from "./files.ts";
import { UsageError } from "./usage-error.ts";

export type Body = Readonly<Record<string, unknown>>;

export interface RequestFile {
  readonly body: Body;
  /** Where the file is one. */
  readonly witness?: Witness;
}

/** A body, or a witness that `check --witnesses` has written: only that loads the schema. */
export async function readRequest(path: string): Promise<RequestFile> {
  const body = parse(readText(path, "the request"), path);
  if (typeof body === "object" && body !== null && !Array.isArray(body)) {
    if (!("format" in body) || body.format !== "pointsman-witness") return { body: body as Body };
    const witness = (await import("./witness-file.ts")).readWitness(body, path);
    return { body: witness.request, witness };
  }
  throw new UsageError(`the request \`${path}\` must be an object, such as {"model": "…", "messages": […]}`);
}

/** From `name:value`: names and values by turns, as a server gets them. */
export function readHeaders(texts: readonly string[]): string[] {
  return texts.flatMap((text) => {
    const colon = text.indexOf(":");
    if (colon < 1) throw new UsageError(`--header is name:value, not \`${text}\``);
    return [text.slice(0, colon).trim(), text.slice(colon + 1).trim()];
  });
}

export function readTime(text: string | undefined): Date {
  const time = text === undefined ? new Date() : new Date(text);
  if (Number.isNaN(time.getTime())) {
    throw new UsageError(`--at is a time such as 2026-03-01T09:00:00Z, not \`${text}\``);
  }
  return time;
}

function parse(text: string, path: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new UsageError(`the request \`${path}\` is not JSON`);
  }
}
