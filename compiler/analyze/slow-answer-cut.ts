import { diagnose } from "../diagnostics/define.ts";
import { slowAnswerCut } from "../diagnostics/time/slow-answer-cut.ts";
import { DEADLINE } from "../plan/limits.ts";
import type { Check } from "./check.ts";

/** Tokens in a second: most hosted models write faster, and one that writes so is not broken. */
const SLOW = 50;

/** An `attempt` that ends before a slow answer of `max.outputTokens` can be whole. */
export const checkSlowAnswers: Check = ({ policy }) =>
  policy.routes.flatMap(({ max: { outputTokens: output }, limits, limitOrigins, origin }) => {
    const { attempt, deadline = DEADLINE } = limits;
    if (output === undefined || attempt === undefined || attempt >= deadline) return [];
    const slow = (output / SLOW) * 1_000;
    return attempt < slow ? [diagnose(slowAnswerCut, { output, slow, attempt }, limitOrigins?.attempt ?? origin)] : [];
  });
