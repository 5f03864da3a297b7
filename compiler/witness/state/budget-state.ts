import type { BudgetState } from "../../../schemas/state.ts";
import { budgetLeft, budgetRatio, budgetSpent, type KeyedReader } from "../../../semantics/facts/state.ts";
import type { Budget } from "../../lower/ir.ts";
import type { Part } from "../part.ts";
import { type AskedColumn, keysOf, mayBeMissing } from "./asked-column.ts";
import { doubleAt, doubleCount } from "./doubles.ts";
import { plainNumber } from "./plain-number.ts";
import { type Scale, type Span, sharedSpans, spansOf } from "./spans.ts";

/** What was spent of the budget, if anything is to be said of it: all its facts are of the same amount, or all missing. */
export function budgetState(
  columns: readonly AskedColumn[],
  budget: Budget | undefined,
): Part<BudgetState | undefined> {
  if (columns.every(mayBeMissing)) return { kind: "values", values: undefined };
  if (!budget) return { kind: "unknown", why: "the policy does not have the budget" };
  const { limit } = budget;
  const spans = columns.map((column) => spentSpans(column, limit));
  const [first, ...others] = spans.reduce(sharedSpans);
  if (!first) return { kind: "conflict", keys: keysOf(leastConflict(columns, spans)) };
  return { kind: "values", values: { spent: plainNumber([first, ...others], 0), limit } };
}

const reads: Readonly<Record<string, { read: KeyedReader; falls?: boolean }>> = {
  left: { read: budgetLeft, falls: true },
  spent: { read: budgetSpent },
  ratio: { read: budgetRatio },
};

/** Of the doubles that may have been spent, those with which the fact falls into its cells. */
function spentSpans({ column, cells, path }: AskedColumn, limit: number): Span[] {
  if (column.kind !== "number") return [];
  const { read, falls } = reads[path[0]!]!;
  const scale: Scale = {
    count: doubleCount,
    falls: falls ?? false,
    at: (step) => read({ budgets: { asked: { spent: doubleAt(step), limit } } }, "asked") as number,
  };
  return spansOf(scale, column, cells);
}

/** The fewest columns that leave no amount and cannot all be missing. */
function leastConflict(columns: readonly AskedColumn[], spans: readonly Span[][]): AskedColumn[] {
  let least: number[] = columns.map((_, i) => i);
  for (let mask = 1; mask < 1 << columns.length; mask++) {
    const chosen = columns.flatMap((_, i) => ((mask >> i) & 1 ? [i] : []));
    if (chosen.length >= least.length || chosen.every((i) => mayBeMissing(columns[i]!))) continue;
    if (chosen.map((i) => spans[i]!).reduce(sharedSpans).length === 0) least = chosen;
  }
  return least.map((i) => columns[i]!);
}
