/** From the texts of a table to what requests are served by: checked, its dialects loaded, its credentials had. */
import type { DialectName } from "../../schemas/dialects.ts";
import type { Table } from "../../schemas/table.ts";
import type { PlanOrder } from "../../schemas/table-order.ts";
import { limitsTargets } from "../../semantics/limits-targets.ts";
import { partsOf } from "../../semantics/order-parts.ts";
import { ruleNames } from "../observe/rule-names.ts";
import type { Assembly } from "../request/assembly.ts";
import type { Caching } from "../request/caching/caching.ts";
import type { Hedging } from "../request/hedging.ts";
import type { Limiting } from "../request/limits/limiting.ts";
import type { Lines } from "../request/lines.ts";
import { type ReadyTarget, readyTargets, type Surroundings } from "../request/ready-targets.ts";
import type { Rooms } from "../request/rooms/rooms.ts";
import type { Shadowing } from "../request/shadow/shadowing.ts";
import type { Spending } from "../request/spending/spending.ts";
import type { TableInUse } from "../running.ts";
import type { Sides } from "../state/sides.ts";
import { loadFilledTable, loadTable } from "../table/load.ts";
import type { LoadedTable } from "../table/loaded-table.ts";
import type { Environment } from "../upstream/environment.ts";
import { checkedTable } from "./checked-table.ts";

export interface TableDocument {
  /** Text of the decision table. */
  readonly table: string;
  /** Text of its map, for the places of rules. */
  readonly map?: string | undefined;
  /** By provider, the origin of a simulator that stands in for it. */
  readonly standIns?: Readonly<Record<string, string>> | undefined;
}

export interface OpenWith extends Omit<Surroundings, "dialects" | "standIns"> {
  loadDialects(names: readonly DialectName[]): Promise<Surroundings["dialects"]>;
  loadAssembly(): Promise<Assembly>;
  /** What stands of them in `before` goes on. */
  openSides(table: Table, before: Sides | undefined): Promise<Sides>;
  /** The same ones each time: who waits does so for targets, whatever table they are of. */
  loadLines(): Promise<Lines>;
  loadHedging(): Promise<Hedging>;
  loadShadows(): Promise<Shadowing>;
  /** Undefined where neither a budget nor a ledger asks for it. */
  loadSpending(table: Table): Promise<Spending | undefined>;
  loadLimiting(table: Table): Promise<Limiting>;
  loadRooms(targets: readonly ReadyTarget[]): Promise<Rooms>;
  loadCaching(table: Table, targets: readonly ReadyTarget[]): Promise<Caching>;
}

/**
 * Rejects with `TableError` for the table, with `RuntimeError` for what is around it. `before` is what serves meanwhile: what is
 * the same is taken over from it, and large tables are checked beside it.
 */
export async function openTable(
  { table, map, standIns = {} }: TableDocument,
  {
    loadDialects,
    loadAssembly,
    loadLines,
    loadHedging,
    loadShadows,
    loadSpending,
    loadLimiting,
    loadRooms,
    loadCaching,
    openSides,
    ...surroundings
  }: OpenWith,
  before?: TableInUse,
): Promise<TableInUse> {
  const read = before ? await checkedTable(table) : loadTable(table);
  const loaded = read.table.variables ? await filled(read, surroundings.env, standIns) : read;
  const names = ruleNames(map, loaded.table.hash);
  const dialects = await loadDialects(loaded.table.providers.map(({ dialect }) => dialect));
  const targets = await readyTargets(loaded.table, { ...surroundings, dialects, standIns }, before?.targets);
  const isAssembled = loaded.table.routes.some(({ limits }) => limits.wholeAsStream);
  const assembly = isAssembled ? await loadAssembly() : undefined;
  const hasLines = loaded.table.targets.some(({ line }) => line !== undefined);
  const lines = hasLines ? await loadLines() : before?.lines;
  const hedging = loaded.table.routes.some(({ hedge }) => hedge) ? await loadHedging() : undefined;
  const shadows = loaded.table.plans.some(({ shadow }) => shadow) ? await loadShadows() : undefined;
  const spending = await loadSpending(loaded.table);
  const limiting = loaded.table.limits ? await loadLimiting(loaded.table) : undefined;
  const rooms = limitsTargets(loaded.table) ? await loadRooms(targets) : undefined;
  const caching = loaded.table.routes.some(({ cache }) => cache) ? await loadCaching(loaded.table, targets) : undefined;
  const sides = hasSides(loaded.table) ? await openSides(loaded.table, before?.sides) : undefined;
  const served = { loaded, targets, ruleNames: names, assembly, lines, hedging, shadows };
  return { ...served, spending, limiting, rooms, caching, sides };
}

/** Its code is loaded when a table has variables. */
async function filled(
  { table }: LoadedTable,
  env: Environment,
  standIns: Readonly<Record<string, string>>,
): Promise<LoadedTable> {
  const { filledTable } = await import("./fill-table.ts");
  return loadFilledTable(filledTable(table, env, standIns));
}

function hasSides({ canaries, plans }: Table): boolean {
  return canaries !== undefined || plans.some(({ order }) => hasSplit(order));
}

function hasSplit(order: PlanOrder): boolean {
  return typeof order !== "number" && ("split" in order || partsOf(order).some(hasSplit));
}
