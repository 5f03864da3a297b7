import { leftForLast } from "../../semantics/attempts.ts";
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
    ...(limits.attempt !== undefined && limits.attempt < LEAST_SHARE
      ? [diagnose(shortAttempt, { name: "attempt", ms: limits.attempt }, limitOrigins?.attempt ?? origin)]
      : []),
    ...(limits.firstToken !== undefined && limits.firstToken < LEAST_FIRST_TOKEN
      ? [diagnose(shortAttempt, { name: "firstToken", ms: limits.firstToken }, limitOrigins?.firstToken ?? origin)]
      : []),
  ]);

function shortShare(deadline: number, { plan: { route, strategy }, count }: LongestPlan): Diagnostic[] {
  const { attempt } = route.limits;
  const left = leftForLast({ deadline, attempt }, count);
  // One that is short as it is written is told of itself.
  if (left >= Math.min(LEAST_SHARE, attempt ?? LEAST_SHARE)) return [];
  const labels = [{ span: strategy.origin.span, text: count === 1 ? "one target" : `${count} targets in a row` }];
  const found = { deadline, count, left, ...(attempt !== undefined && { attempt }) };
  return [diagnose(shortAttempt, found, route.limitOrigins?.deadline ?? route.origin, labels)];
}
