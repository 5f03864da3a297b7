import { compile } from "../../compiler/index.ts";

/** The text of the table of a policy in TypeScript. */
export function tableOf(text: string): string {
  const read = (name: string) => (name === "routes.ts" ? text : undefined);
  const { table, diagnostics } = compile("routes.ts", { project: { read, contains: () => true } });
  if (table) return table.text;
  throw new Error(`The benchmark's policy does not compile: ${diagnostics.map(({ code }) => code).join(", ")}`);
}
