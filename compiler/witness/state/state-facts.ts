/** How budgets and targets stand, so that the facts about them fall into given cells. */
import type { State } from "../../../schemas/state.ts";
import type { Budget } from "../../lower/ir.ts";
import { factPath } from "../../regions/fact-spec.ts";
import type { Cells, Columns } from "../../regions/search/point.ts";
import type { Part } from "../part.ts";
import type { AskedColumn } from "./asked-column.ts";
import { budgetState } from "./budget-state.ts";
import { healthState } from "./health-state.ts";
import { latencyState } from "./latency-state.ts";

/** Nothing is said of what is not asked about, or may be missing. Other columns are not looked at. */
export function stateFacts(columns: Columns, budgets: readonly Budget[], cells: Cells): Part<State> {
  const asked = askedOf(columns, cells);
  const limited = partOf(asked.budget, (of, name) =>
    budgetState(
      of,
      budgets.find((budget) => budget.name === name),
    ),
  );
  const measured = partOf(asked.latency, latencyState);
  const healthy = partOf(asked.health, healthState);
  for (const part of [limited, measured, healthy]) if (part.kind === "conflict") return part;
  for (const part of [limited, measured, healthy]) if (part.kind === "unknown") return part;
  const [states, latency, health] = [said(limited), said(measured), said(healthy)];
  return {
    kind: "values",
    values: { ...(states && { budgets: states }), ...(latency && { latency }), ...(health && { health }) },
  };
}

/** By budget, tier or target. */
type Asked = Map<string, AskedColumn[]>;

function askedOf(columns: Columns, cells: Cells): Record<"budget" | "latency" | "health", Asked> {
  const asked = { budget: new Map() as Asked, latency: new Map() as Asked, health: new Map() as Asked };
  for (const [key, allowed] of cells) {
    const column = columns.get(key);
    if (!column || column.kind === "boolean") continue;
    const [group, name, ...path] = factPath(column.fact);
    if (name === undefined || (group !== "budget" && group !== "latency" && group !== "health")) continue;
    const ofName = asked[group].get(name) ?? [];
    ofName.push({ key, column, cells: allowed, path });
    asked[group].set(name, ofName);
  }
  return asked;
}

/** The first conflict of all, else whatever is not known, else what there is to say. */
function partOf<T>(
  asked: Asked,
  find: (columns: readonly AskedColumn[], name: string) => Part<T | undefined>,
): Part<Record<string, T>> {
  const values: [string, T][] = [];
  let unknown: Part<never> | undefined;
  for (const [name, columns] of asked) {
    const part = find(columns, name);
    if (part.kind === "conflict") return part;
    if (part.kind === "unknown") unknown ??= part;
    else if (part.values !== undefined) values.push([name, part.values]);
  }
  return unknown ?? { kind: "values", values: Object.fromEntries(values) };
}

function said<T>(part: Part<Record<string, T>>): Record<string, T> | undefined {
  return part.kind === "values" && Object.keys(part.values).length > 0 ? part.values : undefined;
}
