import { exhaustedLeaves } from "../diagnostics/data/exhausted-leaves.ts";
import { type Diagnostic, diagnose } from "../diagnostics/define.ts";
import type { Action, PolicyIr, Strategy } from "../lower/ir.ts";
import { isFree } from "../plan/is-free.ts";
import { planOf } from "../plan/place-plan.ts";
import { limitsOf } from "../plan/stand-ins.ts";
import type { Check } from "./check.ts";
import { reached } from "./reached.ts";
import { type ServedPlan, servedPlans } from "./served-plans.ts";

/** More places than these are not labelled. */
const LABELS = 3;

/** Spent budgets and full limits that go on with targets none of which the deciding rule's `jurisdictions` allow. */
export const checkExhaustedJurisdictions: Check = ({ policy }) => [
  ...policy.budgets.flatMap(({ exhausted }) => {
    // What costs nothing is held on nothing: it is served whatever is left.
    const paid = servedPlans(policy).filter(({ targets }) => !targets.every(isFree));
    return leaves(policy, exhausted, "the budget is spent", paid);
  }),
  ...policy.limits.flatMap((limit) => {
    const met = servedPlans(policy).filter(({ route }) => limitsOf(policy, route).includes(limit));
    return leaves(policy, limit.exhausted, "the limit is full", met);
  }),
];

function leaves(
  policy: PolicyIr,
  exhausted: Action | undefined,
  when: string,
  plans: readonly ServedPlan[],
): Diagnostic[] {
  if (exhausted?.kind !== "use") return [];
  const allowed = new Map<string, boolean>();
  const allows = (jurisdictions: string[]): boolean => {
    const key = jurisdictions.join();
    if (!allowed.has(key)) allowed.set(key, planOf(policy, exhausted, { jurisdictions }).order !== undefined);
    return allowed.get(key)!;
  };
  const refused = plans.filter(({ terms: { jurisdictions } }) => jurisdictions && !allows(jurisdictions));
  const [first] = refused;
  if (!first) return [];
  const labels = refused.slice(0, LABELS).map(({ rule, route }) => {
    return { span: (rule?.origin ?? route.origin).span, text: `refused when ${when}` };
  });
  const found = { route: first.route.name, laws: lawsOf(exhausted.strategy, policy), when };
  return [diagnose(exhaustedLeaves, found, exhausted.origin, labels)];
}

function lawsOf(strategy: Strategy, policy: PolicyIr): string[] {
  const laws = reached(strategy, policy).map(({ target }) => target.provider.jurisdiction ?? "unknown");
  return [...new Set(laws)].sort();
}
