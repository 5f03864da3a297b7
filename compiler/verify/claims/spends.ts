/** All that is paid for one request: every attempt that a provider can bill, the shadow, its judge and the embedder, by what nothing is above. */

import { MOST_ATTEMPTS, roundsOf } from "../../../semantics/attempts.ts";
import type { Facts } from "../../../semantics/facts/facts.ts";
import { all, atom } from "../../lower/connectives.ts";
import { HARD_COST, SPENDS } from "../../lower/derived-facts.ts";
import { nextDouble } from "../../lower/interval.ts";
import type { Claim, Condition, Target } from "../../lower/ir.ts";
import { isPriced } from "../../plan/cost-term.ts";
import { judgeKey } from "../../plan/judge-plan.ts";
import { DEADLINE } from "../../plan/limits.ts";
import { type Attempts, spelledAttempts } from "../../plan/measure.ts";
import type { Order } from "../../plan/order.ts";
import { servedBy } from "../../plan/served-by.ts";
import type { Tried } from "../../plan/tried.ts";
import { eachWay, triedAtOnce } from "../../plan/tried-at-once.ts";
import { derivedValues } from "../../reference/derived-values.ts";
import type { Origin } from "../../source.ts";
import type { Breach } from "./breach.ts";
import { type JudgePlace, type PlannedPlace, whenFailed } from "./plan-place.ts";
import { attemptSteps, judgeStep, shadowStep } from "./show-target.ts";
import { sparedBy } from "./spared-by.ts";
import { spokenCost } from "./spoken-cost.ts";

type Spending = Extract<Claim, { kind: "spends" }>;

/** Of more targets that some requests do not try, not every choice is looked at. */
const MOST_APART = 6;

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
  const besides = [{}, ...asked.flatMap((beside) => [{ beside }, ...(judge ? [{ beside, judge }] : [])])];
  const ways = waysToSpend(place, order);
  const isOneAndHedge = place.triesAll && !place.goesOn && place.failing.length === 0;
  const breachesOf = isOneAndHedge ? hedgedBreaches : wayBreaches;
  return ways.flatMap((way) => besides.flatMap((beside) => breachesOf(claim, place, way, { rounds, ...beside })));
}

/** Some of these targets, whichever a request gets to. */
function wayBreaches(claim: Spending, place: PlannedPlace, way: readonly Target[], paid: Paid): Breach[] {
  const known = triedAnywhere(place, claim.origin);
  const tried = way.flatMap(({ id }) => known.filter(({ target, when }) => target.id === id && !isNever(when)));
  const always = tried.filter(({ when }) => when.kind === "constant");
  const apart = [
    ...Map.groupBy(
      tried.filter(({ when }) => when.kind !== "constant"),
      keyOf,
    ).values(),
  ];
  if (apart.length > MOST_APART) return [roughBreach(claim, place, tried, paid)];
  return choices(apart).map((chosen) => breach(claim, place, [...always, ...chosen.flat()], paid));
}

interface Paid {
  /** How often each target that may answer can be asked. */
  readonly rounds: number;
  /** What is asked in the background, once. */
  readonly beside?: Tried;
  /** What scores its answer, once. */
  readonly judge?: JudgePlace;
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

/** With what any failure leads to: it can follow all that was tried before. */
function waysToSpend({ triesAll, failing }: PlannedPlace, order: Order): readonly (readonly Target[])[] {
  const parts = [triedAtOnce(order, triesAll), ...failing.map(({ plan }) => triedAtOnce(plan.order!, true))];
  return eachWay(parts);
}

/** Each target once: what failures lead to is tried where the plan was. */
function triedAnywhere({ tried, failing }: PlannedPlace, origin: Origin): readonly Tried[] {
  if (failing.length === 0) return tried;
  const there = failing.flatMap(({ tried, failed }) =>
    tried.map((one) => ({ ...one, when: all([whenFailed(failed), one.when], origin) })),
  );
  const byTarget = Map.groupBy([...tried, ...there], ({ target }) => target.id);
  return [...byTarget.values()].map((same) => ({ ...same[0]!, when: servedBy(same, origin) }));
}

/** For one that no request gets to nothing is paid, and of the others nothing follows. */
function isNever(when: Condition): boolean {
  return when.kind === "constant" && !when.value;
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
  const { rounds, beside, judge } = paid;
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
  const parts: Condition[] = tried.map(({ when }) => when);
  if (beside) parts.push(beside.when);
  if (judge) parts.push(judge.when);
  if (tried.length === 0) parts.push({ kind: "constant", value: false, origin });
  return {
    when: all(unpriced === undefined ? [...parts, dear] : parts, origin),
    ...(beside && shadow && !beside.isExact && { spares: sparedBy(shadow.place, beside.target, false) }),
    ...(tried.length * rounds > MOST_ATTEMPTS && { rough: `no request has more than ${MOST_ATTEMPTS} attempts` }),
    shows: (facts: Facts) => ({
      how:
        unpriced === undefined
          ? `can be paid for with ${sum(attempts, place, facts)}`
          : `can be sent to \`${unpriced}\`, whose price is not known`,
      steps: [
        ...attemptSteps(place, facts),
        ...(beside && shadow ? [shadowStep(beside.target, shadow, "")] : []),
        ...(judge ? [judgeStep(judge, "")] : []),
      ],
    }),
  };
}

function attemptsOf({ embedder }: PlannedPlace, tried: readonly Tried[], { rounds, beside, judge }: Paid): Attempts {
  return [
    ...tried.map(({ target }): [string, number] => [target.id, rounds]),
    ...(embedder ? [[embedder.target.id, 1] as [string, number]] : []),
    ...(beside ? [[beside.target.id, 1] as [string, number]] : []),
    ...(judge ? [[judgeKey(judge.target), 1] as [string, number]] : []),
  ];
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

function keyOf({ when }: Tried): string {
  return JSON.stringify(when, (name, value: unknown) => {
    if (name === "origin") return undefined;
    return typeof value === "number" ? String(value) : value;
  });
}

/** Every choice of the items, all of them first. */
function choices<T>([first, ...rest]: readonly T[]): T[][] {
  if (first === undefined) return [[]];
  const without = choices(rest);
  return [...without.map((some) => [first, ...some]), ...without];
}
