/** How budgets and targets stand, so that the facts about them fall into given cells. */
import type { BudgetState, Health, LatencyState, State } from "../../../schemas/state.ts";
import type { Budget } from "../../lower/ir.ts";
import { factPath } from "../../regions/fact-spec.ts";
import type { Cells, Columns } from "../../regions/search/point.ts";
import { KnownParts } from "../known-parts.ts";
import type { Part } from "../part.ts";
import type { AskedColumn } from "./asked-column.ts";
import { budgetState } from "./budget-state.ts";
import { healthState } from "./health-state.ts";
import { latencyState } from "./latency-state.ts";

/** Nothing is said of what is not asked about, or may be missing. Other columns are not looked at. */
export function stateFacts(columns: Columns, budgets: readonly Budget[], cells: Cells): Part<State> {
  const asked = askableOf(columns, budgets);
  const limited = partOf(asked.budget, cells, (of, name) =>
    budgetState(
      of,
      budgets.find((budget) => budget.name === name),
    ),
  );
  const measured = partOf(asked.latency, cells, latencyState);
  const healthy = partOf(asked.health, cells, healthState);
  for (const part of [limited, measured, healthy]) if (part.kind === "conflict") return part;
  for (const part of [limited, measured, healthy]) if (part.kind === "unknown") return part;
  const [states, latency, health] = [said(limited), said(measured), said(healthy)];
  return {
    kind: "values",
    values: { ...(states && { budgets: states }), ...(latency && { latency }), ...(health && { health }) },
  };
}

/** A budget, tier or target, and what may be asked of it. */
interface Askable<T> {
  readonly name: string;
  readonly columns: readonly Omit<AskedColumn, "cells">[];
  readonly known: KnownParts<T | undefined>;
}

interface Askables {
  readonly budget: readonly Askable<BudgetState>[];
  readonly latency: readonly Askable<LatencyState>[];
  readonly health: readonly Askable<Health>[];
}

const askables = new WeakMap<Columns, WeakMap<readonly Budget[], Askables>>();

function askableOf(columns: Columns, budgets: readonly Budget[]): Askables {
  const ofColumns = askables.get(columns) ?? new WeakMap<readonly Budget[], Askables>();
  askables.set(columns, ofColumns);
  const made = ofColumns.get(budgets) ?? {
    budget: groupOf<BudgetState>("budget", columns),
    latency: groupOf<LatencyState>("latency", columns),
    health: groupOf<Health>("health", columns),
  };
  ofColumns.set(budgets, made);
  return made;
}

function groupOf<T>(group: string, columns: Columns): Askable<T>[] {
  const named = new Map<string, Omit<AskedColumn, "cells">[]>();
  for (const [key, column] of columns) {
    if (column.kind === "boolean") continue;
    const [root, name, ...path] = factPath(column.fact);
    if (root === group && name !== undefined) named.set(name, [...(named.get(name) ?? []), { key, column, path }]);
  }
  return [...named].map(([name, of]) => ({ name, columns: of, known: new KnownParts(of.map(({ key }) => key)) }));
}

/** The first conflict of all, else whatever is not known, else what there is to say. */
function partOf<T>(
  askable: readonly Askable<T>[],
  cells: Cells,
  find: (columns: readonly AskedColumn[], name: string) => Part<T | undefined>,
): Part<Record<string, T>> {
  const values: [string, T][] = [];
  let unknown: Part<never> | undefined;
  for (const { name, columns, known } of askable) {
    const asked = columns.filter(({ key }) => cells.has(key));
    if (asked.length === 0) continue;
    const part = known.recall(cells, () => find(withCells(asked, cells), name));
    if (part.kind === "conflict") return part;
    if (part.kind === "unknown") unknown ??= part;
    else if (part.values !== undefined) values.push([name, part.values]);
  }
  return unknown ?? { kind: "values", values: Object.fromEntries(values) };
}

function withCells(columns: Askable<unknown>["columns"], cells: Cells): AskedColumn[] {
  return columns.map((column) => ({ ...column, cells: cells.get(column.key)! }));
}

function said<T>(part: Part<Record<string, T>>): Record<string, T> | undefined {
  return part.kind === "values" && Object.keys(part.values).length > 0 ? part.values : undefined;
}
