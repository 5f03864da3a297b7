/** The rule of the runtime, and rules that are nearly it and wrong. */
import {
  type Evidence,
  type Standing,
  SURE,
  standingOf,
  WINDOW,
} from "../../../../../../runtime/cache/semantic/bound/bound.ts";
import { Ratios } from "../../../../../../runtime/cache/semantic/bound/ratios.ts";
import { shareOf } from "../../../../../../runtime/cache/semantic/bound/share.ts";
import { missingChecks } from "../../../../../../runtime/cache/semantic/bound/upper-bound.ts";
import type { Rule } from "./simulated-series.ts";

export const rule: Rule = {
  standing: standingOf,
  share: (standing, evidence, bound, period) => shareOf(standing, evidence, neededAt(bound), period),
  kept: WINDOW,
  window: WINDOW,
};

const needed = new Map<number, number>();

/** The same at each look. */
function neededAt(bound: number): number {
  const known = needed.get(bound) ?? missingChecks({ checks: 0, wrong: 0 }, bound);
  needed.set(bound, known);
  return known;
}

/** The window of four weeks, one bound for one look, looked at after each check. */
export const oneLook: Rule = {
  ...rule,
  standing: (evidence, bound) => byWindow(evidence, ({ checks, wrong }) => atMost(wrong, checks, bound) <= 0.05),
};

/** Each window at the chance that is meant for all of them. */
export const oneWindow: Rule = {
  ...rule,
  standing: (evidence, bound) => byWindow(evidence, (found) => new Ratios(bound).below(found) >= 20),
};

/** What was once found counts for ever. */
export const everlasting: Rule = {
  ...rule,
  kept: Number.POSITIVE_INFINITY,
  standing: (evidence, bound) => byWindow(evidence, (found) => new Ratios(bound).below(found) >= SURE),
};

/** Nothing asks whether the newest checks say otherwise. */
export const withoutDoubt: Rule = {
  ...rule,
  standing: (evidence, bound) => byWindow(evidence, (found) => new Ratios(bound).below(found) >= SURE),
};

function byWindow(evidence: Evidence, isSure: (found: { checks: number; wrong: number }) => boolean): Standing {
  const sum = { checks: 0, wrong: 0 };
  for (const { checks, wrong } of evidence) {
    sum.checks += checks;
    sum.wrong += wrong;
  }
  return { ...sum, state: isSure(sum) ? "serving" : "shadow", isInDoubt: false, isEnding: false };
}

/** The chance of so many wrong ones or fewer. */
function atMost(wrong: number, checks: number, rate: number): number {
  let term = (1 - rate) ** checks;
  let sum = term;
  for (let k = 1; k <= wrong; k += 1) {
    term *= ((checks - k + 1) / k) * (rate / (1 - rate));
    sum += term;
  }
  return sum;
}
