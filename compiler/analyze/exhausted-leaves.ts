import { exhaustedLeaves } from "../diagnostics/data/exhausted-leaves.ts";
import { diagnose } from "../diagnostics/define.ts";
import type { PolicyIr, Strategy } from "../lower/ir.ts";
import { planOf } from "../plan/place-plan.ts";
import type { Check } from "./check.ts";
import { reached } from "./reached.ts";
import { servedPlans } from "./served-plans.ts";

/** More places than these are not labelled. */
const LABELS = 3;

/** Spent budgets that go on with targets none of which the deciding rule's `jurisdictions` allow. */
export const checkExhaustedJurisdictions: Check = ({ policy }) =>
  policy.budgets.flatMap(({ exhausted }) => {
    if (exhausted?.kind !== "use") return [];
    const allowed = new Map<string, boolean>();
    const allows = (jurisdictions: string[]): boolean => {
      const key = jurisdictions.join();
      if (!allowed.has(key)) allowed.set(key, planOf(policy, exhausted, { jurisdictions }).order !== undefined);
      return allowed.get(key)!;
    };
    const refused = servedPlans(policy).filter(
      ({ terms: { jurisdictions } }) => jurisdictions && !allows(jurisdictions),
    );
    const [first] = refused;
    if (!first) return [];
    const labels = refused.slice(0, LABELS).map(({ rule, route }) => {
      return { span: (rule?.origin ?? route.origin).span, text: "refused when the budget is spent" };
    });
    const found = { route: first.route.name, laws: lawsOf(exhausted.strategy, policy) };
    return [diagnose(exhaustedLeaves, found, exhausted.origin, labels)];
  });

function lawsOf(strategy: Strategy, policy: PolicyIr): string[] {
  const laws = reached(strategy, policy).map(({ target }) => target.provider.jurisdiction ?? "unknown");
  return [...new Set(laws)].sort();
}
