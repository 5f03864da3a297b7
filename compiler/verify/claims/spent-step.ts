/** Why a witness gets to what stands in for a spent budget. */
import type { Facts } from "../../../semantics/facts/facts.ts";
import { budgetLeft } from "../../../semantics/facts/state.ts";
import type { TraceStep } from "../../diagnostics/define.ts";
import { HARD_COST } from "../../lower/derived-facts.ts";
import { derivedValues } from "../../reference/derived-values.ts";
import type { PlannedPlace } from "./plan-place.ts";
import { targetsMet } from "./targets-met.ts";

type Spent = NonNullable<PlannedPlace["spent"]>;

export function spentStep(spent: Spent, facts: Facts): TraceStep {
  const { origin } = spent.budget;
  return { text: `${why(spent, facts)}, so its \`exhausted\` serves`, span: origin.span };
}

function why({ budget: { name }, instead }: Spent, facts: Facts): string {
  const left = budgetLeft(facts.request.state, name);
  if (typeof left !== "number" || left <= 0) return `the budget \`${name}\` is spent`;
  const derived = derivedValues(instead.costs, facts);
  const held = targetsMet(instead, facts).flatMap((target) => {
    const cost = derived(HARD_COST, target.id);
    return cost !== undefined && cost > left ? [{ id: target.id, cost }] : [];
  });
  const [first] = held;
  if (!first) return `what is left of the budget \`${name}\` is spent by others before an attempt is held`;
  return `an attempt at \`${first.id}\` is held at ${usd(first.cost)}, and the budget \`${name}\` has ${usd(left)} left`;
}

function usd(amount: number): string {
  return `$${amount.toFixed(4)}`;
}
