/** What scores the answers of a place and of its shadow, or those of its cache: one model, on the terms of the place. */
import { addedByJudge, MOST_VERDICT, mostJudged } from "../../semantics/judge.ts";
import { plusTokens } from "../../semantics/tokens/plus-tokens.ts";
import type { Action, Judge, Route, Target, Terms } from "../lower/ir.ts";
import { addedTo } from "./added-to.ts";
import type { CostTerm } from "./cost-term.ts";
import { costTerm } from "./cost-terms.ts";

/** What is fixed of parameters is for those that answer; the route's bounds are of its own requests. */
export function judgeTerms({ maxCost, jurisdictions, zeroRetention, operation }: Terms): Terms {
  return {
    ...(maxCost !== undefined && { maxCost }),
    ...(jurisdictions && { jurisdictions }),
    ...(zeroRetention !== undefined && { zeroRetention }),
    ...(operation && { operation }),
  };
}

export function judgeAction({ target, origin }: Judge): Extract<Action, { kind: "use" }> {
  return { kind: "use", strategy: { kind: "target", target, origin }, origin };
}

/** By what its cost is asked for: the same model may answer, too. */
export function judgeKey({ id }: Target): string {
  return `${id} as the judge`;
}

/** Likewise, of what scores what was kept. */
export function cacheJudgeKey({ id }: Target): string {
  return `${id} as the judge of the cache`;
}

/** Nothing of what the client asks for reaches it but the text. */
const carried = { choices: false, serviceTier: false, searches: false, longCache: false };

/** What it costs at most for a request: the rubric, the request, both answers, and what it may write. */
export function judgeCost({ target, rubric }: Judge, { max }: Pick<Route, "max">, terms: Terms): CostTerm {
  const own = costTerm(target, judgeTerms(terms));
  const added = addedByJudge(rubric, mostJudged(max.outputTokens));
  const both = plusTokens(added, addedTo(target, judgeTerms(terms)));
  return { ...own, carried, fixedOutput: MOST_VERDICT, fixedChoices: 1, added: both };
}
