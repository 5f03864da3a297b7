/** All that is paid for one request: every attempt that a provider can bill, the shadow, its judge, and the embedder and the judge of a cache, by what nothing is above. */

import { MOST_ATTEMPTS, roundsOf } from "../../../semantics/attempts.ts";
import type { Facts } from "../../../semantics/facts/facts.ts";
import { all, atom } from "../../lower/connectives.ts";
import { HARD_COST, SPENDS } from "../../lower/derived-facts.ts";
import { nextDouble } from "../../lower/interval.ts";
import type { Claim, Condition, Target } from "../../lower/ir.ts";
import { isPriced } from "../../plan/cost-term.ts";
import { cacheJudgeKey, judgeKey } from "../../plan/judge-plan.ts";
import { DEADLINE } from "../../plan/limits.ts";
import { type Attempts, spelledAttempts } from "../../plan/measure.ts";
import { servedBy } from "../../plan/served-by.ts";
import type { Tried } from "../../plan/tried.ts";
import { derivedValues } from "../../reference/derived-values.ts";
import type { Breach } from "./breach.ts";
import { type PaidBefore, paidBefore } from "./paid-before.ts";
import type { JudgePlace, PlannedPlace } from "./plan-place.ts";
import { attemptSteps, judgeStep, shadowStep } from "./show-target.ts";
import { sparedBy } from "./spared-by.ts";
import { spokenCost } from "./spoken-cost.ts";
import { chosenOf, isNever, triedAnywhere, triedOf, waysToSpend } from "./ways-to-spend.ts";

type Spending = Extract<Claim, { kind: "spends" }>;

/** Of more pairs of targets that can be asked at the same time, not every one is looked at. */
const MOST_PAIRS = 64;

/** Some targets that a request can try at once are paid for with more than the claim allows. */
export function spendsBreaches(claim: Spending, place: PlannedPlace): Breach[] {
  const { order } = place.plan;
  if (!order) return [];
  const { fallbackOn, retry, limits } = place.route;
  const { deadline = DEADLINE } = limits;
  const rounds = roundsOf({ fallbackOn: fallbackOn && new Set(fallbackOn), retry, deadline });
  const asked = (place.shadow?.tried ?? []).filter(({ when }) => !isNever(when));
  const { judge } = place.shadow ?? {};
  const shadows = [{}, ...asked.flatMap((beside) => [{ beside }, ...(judge ? [{ beside, judge }] : [])])];
  const checks = [{}, ...(place.judge ? [{ check: place.judge }] : [])];
  const besides = shadows.flatMap((shadow) => checks.map((check) => ({ ...shadow, ...check })));
  const ways = waysToSpend(place, order);
  const befores = place.spent ? paidBefore(place.spent.instead, rounds, claim.origin) : [undefined];
  const isOneAndHedge = place.triesAll && !place.goesOn && place.failing.length === 0;
  const breachesOf = isOneAndHedge ? hedgedBreaches : wayBreaches;
  return ways.flatMap((way) =>
    besides.flatMap((beside) =>
      befores.flatMap((before) => breachesOf(claim, place, way, { rounds, ...beside, ...(before && { before }) })),
    ),
  );
}

/** Some of these targets, whichever a request gets to. */
function wayBreaches(claim: Spending, place: PlannedPlace, way: readonly Target[], paid: Paid): Breach[] {
  const known = triedAnywhere(place, claim.origin);
  const chosen = chosenOf(known, way);
  if (!chosen) return [roughBreach(claim, place, triedOf(known, way), paid)];
  return chosen.map((tried) => breach(claim, place, tried, paid));
}

interface Paid {
  /** How often each target that may answer can be asked. */
  readonly rounds: number;
  /** What is asked in the background, once. */
  readonly beside?: Tried;
  /** What scores its answer, once. */
  readonly judge?: JudgePlace;
  /** What scores a hit that is checked, once. */
  readonly check?: JudgePlace;
  /** Of the plan that a budget was spent by. */
  readonly before?: PaidBefore;
}

/** Where no failure goes on, one target is tried, and another one beside it at most. */
function hedgedBreaches(claim: Spending, place: PlannedPlace, way: readonly Target[], paid: Paid): Breach[] {
  const among = (tried: readonly Tried[]) =>
    tried.filter(({ target, when }) => way.some(({ id }) => id === target.id) && !isNever(when));
  const [firsts, others] = [among(place.only), among(place.tried)];
  if (firsts.length * others.length > MOST_PAIRS) return [roughBreach(claim, place, others, paid)];
  return firsts.flatMap((first) => {
    const beside = others.filter(({ target }) => target.id !== first.target.id);
    return [...beside.map((other) => [first, other]), [first]].map((tried) => breach(claim, place, tried, paid));
  });
}

/** As if all of these were tried for whatever some are tried for. */
function roughBreach(claim: Spending, place: PlannedPlace, tried: readonly Tried[], paid: Paid): Breach {
  const some = servedBy(tried, claim.origin);
  const alike = tried.map((each) => ({ ...each, when: some }));
  return {
    ...breach(claim, place, alike, paid),
    rough: "there are too many ways in which targets are left out at one rule",
  };
}

/** What is tried of these, whatever else is. */
function breach(claim: Spending, place: PlannedPlace, tried: readonly Tried[], paid: Paid): Breach {
  const { origin } = claim;
  const { rounds, beside, judge, check, before } = paid;
  const { costs, shadow } = place;
  const attempts = attemptsOf(place, tried, paid);
  const unpriced = attempts.find(([id]) => !isPriced(costs.get(id)))?.[0];
  const dear = atom(
    {
      kind: "range",
      fact: SPENDS,
      argument: spelledAttempts(attempts),
      from: nextDouble(claim.most),
      to: Number.POSITIVE_INFINITY,
    },
    origin,
  );
  const parts: Condition[] = [...tried.map(({ when }) => when), ...(before?.when ?? [])];
  if (beside) parts.push(beside.when);
  for (const each of [judge, check]) if (each) parts.push(each.when);
  if (tried.length === 0) parts.push({ kind: "constant", value: false, origin });
  return {
    when: all(unpriced === undefined ? [...parts, dear] : parts, origin),
    ...(beside && shadow && !beside.isExact && { spares: sparedBy(shadow.place, beside.target, false) }),
    ...(before?.rough !== undefined && { rough: before.rough }),
    ...(tried.length * rounds > MOST_ATTEMPTS && { rough: `no request has more than ${MOST_ATTEMPTS} attempts` }),
    shows: (facts: Facts) => ({
      how:
        unpriced === undefined
          ? `can be paid for with ${sum(attempts, place, facts)}`
          : `can be sent to \`${unpriced}\`, whose price is not known`,
      steps: [
        ...attemptSteps(place, facts),
        ...(beside && shadow ? [shadowStep(beside.target, shadow, "")] : []),
        ...[judge, check].flatMap((each) => (each ? [judgeStep(each, "")] : [])),
      ],
    }),
  };
}

/** Each once. */
function attemptsOf({ embedder }: PlannedPlace, tried: readonly Tried[], paid: Paid): Attempts {
  const { rounds, before, beside, judge, check } = paid;
  const times = new Map(before?.attempts);
  for (const { target } of tried) times.set(target.id, (times.get(target.id) ?? 0) + rounds);
  const judges = [judge && judgeKey(judge.target), check && cacheJudgeKey(check.target)];
  for (const id of [embedder?.target.id, beside?.target.id, ...judges]) {
    if (id !== undefined) times.set(id, (times.get(id) ?? 0) + 1);
  }
  return [...times];
}

/** "$1.2000: 2 × $0.4000 at `a/b` (…) and 1 × $0.4000 at `c/d` (…)" */
function sum(attempts: Attempts, { costs }: PlannedPlace, facts: Facts): string {
  const value = derivedValues(costs, facts);
  const parts = attempts.map(([id, times]) => {
    const cost = value(HARD_COST, id) ?? 0;
    return `${times} × $${cost.toFixed(4)} at \`${id}\` (${spokenCost(costs.get(id)!, "hard", facts)})`;
  });
  return `$${(value(SPENDS, spelledAttempts(attempts)) ?? 0).toFixed(4)}: ${parts.join(" and ")}`;
}
