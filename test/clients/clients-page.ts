/** The page that says what clients can do. */

import type { Calls } from "./calls.ts";
import { callsTable } from "./calls-table.ts";
import { type ClientSpec, clients } from "./clients.ts";
import { gaps } from "./gaps.ts";

/** By model and scenario: `ok`, or what came of it. */
export type Results = Readonly<Record<string, Readonly<Record<string, string>>>>;

export function clientsPage(
  found: ReadonlyMap<ClientSpec, Results | string>,
  calls: ReadonlyMap<ClientSpec, Calls | string>,
  dialects: readonly string[],
): string {
  const tables = clients.flatMap((client) => {
    const results = found.get(client);
    return results === undefined
      ? []
      : [`## ${client.name}\n\nCalls \`${client.endpoint}\`.\n\n${body(results, dialects)}\n`];
  });
  return `${head}\n${callsTable(calls)}\n${tables.join("\n")}`;
}

const head = `# What clients can do

Written by \`npm run verify:clients\`: each client as its makers publish it, with nothing changed but its address and key, against a
simulator of every dialect. \`ok\` is what it should be; where it is not, the reason is said. \`kept\` is a route with an exact cache, asked for the second
time: what can be kept is not asked of a provider again.
`;

function body(results: Results | string, dialects: readonly string[]): string {
  if (typeof results === "string") return `${results}.`;
  const scenarios = [...new Set(Object.values(results).flatMap((by) => Object.keys(by)))];
  const rows = scenarios.map((name) => [
    name,
    ...dialects.map((dialect) => cell(dialect, name, results[dialect]?.[name])),
  ]);
  return [["", ...dialects], ["---", ...dialects.map(() => "---")], ...rows]
    .map((row) => `| ${row.join(" | ")} |`)
    .join("\n");
}

function cell(dialect: string, scenario: string, result: string | undefined): string {
  if (result === "ok") return "ok";
  return gaps[dialect]?.[scenario] ?? `**${(result ?? "not tried").replaceAll("|", "\\|")}**`;
}
