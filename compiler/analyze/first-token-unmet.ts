import { diagnose } from "../diagnostics/define.ts";
import { firstTokenUnmet } from "../diagnostics/time/first-token-unmet.ts";
import { DEADLINE } from "../plan/limits.ts";
import type { Check } from "./check.ts";
import { longestPlans } from "./longest-plan.ts";

/** A `firstToken` below the deadline, yet above what the targets of a plan get of it: decision 4 shares the time. */
export const checkFirstTokens: Check = ({ policy }) =>
  [...longestPlans(policy)].flatMap(([{ limits, limitOrigins, origin }, { plan, count }]) => {
    const { firstToken, attempt, deadline = DEADLINE } = limits;
    if (firstToken === undefined || firstToken >= deadline) return [];
    const at = limitOrigins?.firstToken ?? origin;
    if (attempt !== undefined)
      return firstToken < attempt ? [] : [diagnose(firstTokenUnmet, { firstToken, attempt }, at)];
    if (firstToken <= deadline / count) return [];
    const labels = [{ span: plan.strategy.origin.span, text: `${count} targets in a row` }];
    return [diagnose(firstTokenUnmet, { firstToken, deadline, count }, at, labels)];
  });
