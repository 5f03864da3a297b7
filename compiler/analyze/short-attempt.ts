import { type Diagnostic, diagnose } from "../diagnostics/define.ts";
import { shortAttempt } from "../diagnostics/time/short-attempt.ts";
import { DEADLINE } from "../plan/limits.ts";
import type { Check } from "./check.ts";
import { type LongestPlan, longestPlans } from "./longest-plan.ts";

/** Milliseconds. Before its first token a model reads the whole prompt; hardly any hosted one begins sooner. */
const LEAST_SHARE = 1_000;
const LEAST_FIRST_TOKEN = 300;

/** Attempts that end before a model can have begun to answer. */
export const checkShortAttempts: Check = ({ policy }) =>
  [...longestPlans(policy)].flatMap(([{ limits, limitOrigins, origin }, longest]) => [
    ...shortShare(limits.deadline ?? DEADLINE, longest),
    ...(limits.firstToken !== undefined && limits.firstToken < LEAST_FIRST_TOKEN
      ? [diagnose(shortAttempt, { firstToken: limits.firstToken }, limitOrigins?.firstToken ?? origin)]
      : []),
  ]);

function shortShare(deadline: number, { plan: { route, strategy }, count }: LongestPlan): Diagnostic[] {
  if (deadline / count >= LEAST_SHARE) return [];
  const labels = [{ span: strategy.origin.span, text: count === 1 ? "one target" : `${count} targets in a row` }];
  return [diagnose(shortAttempt, { deadline, count }, route.limitOrigins?.deadline ?? route.origin, labels)];
}
