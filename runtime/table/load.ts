/** The text of a table → the form that decisions are made from, or the reason why it cannot be used. */

import { validateTable } from "../../schemas/generated/table-validator.js";
import type { Table } from "../../schemas/table.ts";
import { tableHash } from "../../schemas/table-hash.ts";
import { runtimeFeatures } from "../../semantics/runtime-features.ts";
import { checkIndexes } from "./check-indexes.ts";
import { loadRoute } from "./load-route.ts";
import type { LoadedTable } from "./loaded-table.ts";
import { shapeFault } from "./shape-fault.ts";
import { TableError } from "./table-error.ts";

const VERSION = 1;
const REBUILD = "Build it again with `pointsman build`.";

/** Throws `TableError`. The order of the checks is the order in which their answers are useful. */
export function loadTable(text: string, supported: ReadonlySet<string> = runtimeFeatures): LoadedTable {
  const data = parse(text);
  checkVersion(data);
  checkFeatures(data, supported);
  checkHash(data);
  checkShape(data);
  const table = data as unknown as Table;
  checkIndexes(table);
  return loaded(table);
}

/** For a text that `loadTable` takes. */
export function loadCheckedTable(text: string): LoadedTable {
  return loaded(JSON.parse(text) as Table);
}

/** For one that `loadTable` has taken, with the values of its variables. */
export function loadFilledTable(table: Table): LoadedTable {
  return loaded(table);
}

function loaded(table: Table): LoadedTable {
  const routes = table.routes.map((route) => loadRoute(route, table));
  const wildcards = routes.filter(({ name }) => name.endsWith("*")).sort((a, b) => b.name.length - a.name.length);
  const accepted = new Set(table.targets.flatMap(({ accepts = [] }) => accepts));
  return { table, routes: new Map(routes.map((route) => [route.name, route])), wildcards, accepted };
}

type Data = Readonly<Record<string, unknown>>;

function parse(text: string): Data {
  let data: unknown;
  try {
    data = JSON.parse(text);
  } catch {
    const why = text.trim() === "" ? "The table is empty" : "The table is not JSON, or was cut short";
    throw new TableError("not-json", `${why}. Copy it again, or build it again with \`pointsman build\`.`);
  }
  const isTable = typeof data === "object" && data !== null && "format" in data && data.format === "pointsman-table";
  if (isTable) return data as Data;
  const message =
    'This is not a Pointsman table: it does not say "format": "pointsman-table". Name the file that `pointsman build` wrote.';
  throw new TableError("not-a-table", message);
}

function checkVersion({ version, compiler }: Data): void {
  if (version === VERSION) return;
  const writer = typeof compiler === "string" ? ` by ${compiler}` : "";
  const message = `The table has version ${String(version)}, written${writer}; this runtime reads version ${VERSION}. Build it again with the \`pointsman build\` of this runtime, or run the runtime of that compiler.`;
  throw new TableError("version", message);
}

function checkFeatures({ features, compiler }: Data, supported: ReadonlySet<string>): void {
  const missing = Array.isArray(features) ? features.filter((feature) => !supported.has(feature as string)) : [];
  if (missing.length === 0) return;
  const names = missing.map(String).join(", ");
  const message = `The table needs what this runtime does not have: ${names}. Upgrade the runtime to one as new as the compiler (${String(compiler)}), or take it out of the policy.`;
  throw new TableError("feature", message);
}

function checkHash(data: Data): void {
  const actual = tableHash(data);
  if (data.hash === actual) return;
  const message = `The table was altered after it was built: it says ${String(data.hash)}, but its content is ${actual}. Change the policy, not the table. ${REBUILD}`;
  throw new TableError("altered", message);
}

const SHOWN = 3;

function checkShape(data: Data): void {
  if (validateTable(data)) return;
  const errors = validateTable.errors ?? [];
  const places = errors.slice(0, SHOWN).map((error) => `${error.instancePath || "/"} ${shapeFault(error)}`);
  const more = errors.length > SHOWN ? ` (and ${errors.length - SHOWN} more)` : "";
  throw new TableError("schema", `The table does not have a table's form: ${places.join("; ")}${more}. ${REBUILD}`);
}
