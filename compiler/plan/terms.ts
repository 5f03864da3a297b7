import { withFixed } from "../../semantics/fixed-parameters.ts";
import type { Terms } from "../lower/ir.ts";

/** Both hold: the smaller cost, the countries that are in both, and of what both say else the rule's word. */
export function bothTerms(route: Terms, rule: Terms): Terms {
  const costs = [route.maxCost, rule.maxCost].filter((cost) => cost !== undefined);
  const zeroRetention = rule.zeroRetention ?? route.zeroRetention;
  const priority = rule.priority ?? route.priority;
  const [first, second] = [route.jurisdictions, rule.jurisdictions].filter((list) => list !== undefined);
  return {
    ...(costs.length > 0 && { maxCost: Math.min(...costs) }),
    ...(first && { jurisdictions: second ? first.filter((country) => second.includes(country)) : first }),
    ...(route.unsupported && { unsupported: route.unsupported }),
    ...(zeroRetention !== undefined && { zeroRetention }),
    ...(priority !== undefined && { priority }),
    ...((route.set || rule.set) && { set: { ...withFixed(route.set ?? {}, rule.set) } }),
  };
}
