/** Facts about how budgets and targets stand; each missing where the state does not say. */
import type { BudgetState, LatencyState, Quantiles, State } from "../../schemas/state.ts";
import type { FactValue } from "./facts.ts";

/** Reads the fact of one budget, tier or target. */
export type KeyedReader = (state: State | undefined, key: string) => FactValue;

export const budgetLeft: KeyedReader = budget(({ spent, limit }) => limit - spent);
export const budgetSpent: KeyedReader = budget(({ spent }) => spent);
export const budgetRatio: KeyedReader = budget(({ spent, limit }) => spent / limit);

export function latency(of: keyof LatencyState, quantile: keyof Quantiles): KeyedReader {
  return (state, key) => own(state?.latency, key)?.[of]?.[quantile];
}

export const health: KeyedReader = (state, key) => own(state?.health, key);

function budget(read: (budget: BudgetState) => number): KeyedReader {
  return (state, key) => {
    const found = own(state?.budgets, key);
    return found && read(found);
  };
}

function own<T>(record: Readonly<Record<string, T>> | undefined, key: string): T | undefined {
  return record && Object.hasOwn(record, key) ? record[key] : undefined;
}
