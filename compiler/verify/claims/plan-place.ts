/** Everything that can serve the requests of a place: its own plan, and what stands in for it when a budget is spent or a limit is full. */
import type { AttemptFailure } from "../../../semantics/failures.ts";
import { all, any, atom, not } from "../../lower/connectives.ts";
import type { Budget, Canary, Condition, Judge, Limit, PolicyIr, Route, Target } from "../../lower/ir.ts";
import { fallsIn } from "../../plan/canary-plan.ts";
import type { Costs } from "../../plan/cost-term.ts";
import { costTerms } from "../../plan/cost-terms.ts";
import { embedderCost } from "../../plan/embedder-cost.ts";
import { failurePlans, nextOn, vainFailures } from "../../plan/failure-plans.ts";
import { withinRatio } from "../../plan/fits.ts";
import { cacheJudgeKey, judgeAction, judgeCost, judgeKey } from "../../plan/judge-plan.ts";
import { type Order, reachable } from "../../plan/order.ts";
import { isAllowed, type PlacePlan, placePlan, planOf } from "../../plan/place-plan.ts";
import { servedBy } from "../../plan/served-by.ts";
import { shadowPlan } from "../../plan/shadow-plan.ts";
import { limitsOf } from "../../plan/stand-ins.ts";
import { type Tried, triedTargets } from "../../plan/tried.ts";
import { type Way, waysOf } from "../../plan/ways.ts";
import type { Origin } from "../../source.ts";

export interface PlannedPlace {
  readonly route: Route;
  readonly rule: number | "otherwise";
  readonly plan: PlacePlan;
  /** A failure of some class goes on to the next target. */
  readonly goesOn: boolean;
  /** A failure or a hedge goes on to the next target. */
  readonly triesAll: boolean;
  readonly tried: readonly Tried[];
  /** Where no failure goes on: what can be the only attempt. */
  readonly only: readonly Tried[];
  /** What can be in a plan together; absent where there are too many ways. */
  readonly ways?: readonly Way[];
  /** The embedder of a semantic cache, and the requests whose text goes there: all that some target serves. */
  readonly embedder?: Tried & { readonly origin: Origin };
  /** Beside what serves, where no budget is spent. */
  readonly shadow?: ShadowPlace;
  /** What scores hits of a semantic cache that are checked: a target is asked all the same. */
  readonly judge?: JudgePlace;
  /** It is one of those that stand beside. */
  readonly isShadow?: true;
  readonly costs: Costs;
  /** What may count more than the route's bound allows at every target is refused, as too large for the route. */
  readonly admitted: Condition;
  /** Of the requests of a canary alone, the share that they are. */
  readonly canary?: { readonly definition: Canary; readonly when: Condition };
  /** The budget into which an attempt of the other plan did not fit: the first one, or one after others have failed. */
  readonly spent?: { readonly budget: Budget; readonly instead: PlannedPlace };
  /** The limit that is full. Any may be, for any request that meets it: nothing more is known of them. */
  readonly limited?: Limit;
  /** Where some failures of its targets lead. */
  readonly failing: readonly FailedPlace[];
  /** Failures by which it ends: they lead where no target may be asked on its terms. Absent: there are none. */
  readonly vain?: readonly AttemptFailure[];
  /** What has failed that its requests are here. */
  readonly failed?: Failed;
}

/** What is asked beside a place: of the first target that can serve nobody waits for the answer, and no failure of it goes on. */
export interface ShadowPlace {
  /** As if it answered. */
  readonly place: PlannedPlace;
  /** What may be asked of the requests that the place itself serves. */
  readonly tried: readonly Tried[];
  /** What scores its answers. */
  readonly judge?: JudgePlace;
  readonly origin: Origin;
}

/** A model that is sent the text of a request, and both answers to it. */
export interface JudgePlace {
  /** As if it answered, at its own cost. */
  readonly place: PlannedPlace;
  readonly target: Target;
  readonly when: Condition;
  readonly origin: Origin;
}

export interface Failed {
  readonly from: PlannedPlace;
  readonly classes: readonly AttemptFailure[];
}

export type FailedPlace = PlannedPlace & { readonly failed: Failed };

/** Refusals apart: they send nothing anywhere. The same objects each time. */
export function plannedPlaces(policy: PolicyIr, route: Route, rule: number | "otherwise"): readonly PlannedPlace[] {
  const own = placePlan(policy, route, rule);
  const found = places.get(own) ?? newPlaces(policy, { route, rule, own });
  places.set(own, found);
  return found;
}

const places = new WeakMap<PlacePlan, readonly PlannedPlace[]>();

function newPlaces(
  policy: PolicyIr,
  { route, rule, own }: { route: Route; rule: number | "otherwise"; own: PlacePlan },
): PlannedPlace[] {
  if (own.action.kind === "reject") return [];
  const variants = [planned(route, rule, own), ...inCanary(route, rule, own)];
  const served = variants.map((place) => withFailing(policy, withBeside(policy, place)));
  const spent = policy.budgets.flatMap((budget) => served.flatMap(([instead]) => whenSpent(policy, budget, instead!)));
  const limited = limitsOf(policy, route).flatMap((limit): PlannedPlace[] => {
    if (limit.exhausted?.kind !== "use") return [];
    const plan = planOf(policy, limit.exhausted, own.terms);
    return withFailing(policy, { ...planned(route, rule, plan), limited: limit });
  });
  return [...served.flat(), ...spent, ...limited];
}

function whenSpent(policy: PolicyIr, budget: Budget, instead: PlannedPlace): PlannedPlace[] {
  if (budget.exhausted?.kind !== "use") return [];
  const { route, rule, plan, canary } = instead;
  const place = planned(route, rule, planOf(policy, budget.exhausted, plan.terms));
  const costs = new Map([...instead.costs, ...place.costs]);
  const more = { costs, ...(canary && { canary }), spent: { budget, instead } };
  return withFailing(policy, { ...place, ...more });
}

/** As long as it has not gone back: then its requests are as all others of the place. */
function inCanary(route: Route, rule: number | "otherwise", { canary, ...own }: PlacePlan): PlannedPlace[] {
  if (!canary || canary.definition.share === 0) return [];
  const { definition, order } = canary;
  return [{ ...planned(route, rule, { ...own, order }), canary: { definition, when: fallsIn(definition) } }];
}

/** The place, and those where its failures lead, which are on its terms. */
function withFailing(policy: PolicyIr, alone: PlannedPlace): PlannedPlace[] {
  const vain = alone.tried.length > 0 ? vainFailures(policy, alone.route, alone.plan.terms) : [];
  const place = vain.length > 0 ? { ...alone, vain } : alone;
  const { route, rule, plan, spent, limited, canary, admitted, tried } = place;
  const of = { ...(spent && { spent }), ...(limited && { limited }), ...(canary && { canary }) };
  const plans = tried.length > 0 ? failurePlans(policy, route, plan.terms) : [];
  if (plans.length === 0) return [place];
  const there = plans.map(({ classes, plan }) => {
    // Failures that lead where a request is already go on to the next target there.
    const { embedder: _, ...one } = planned(route, rule, plan, true);
    return { ...one, admitted, ...of, failed: { from: place, classes } };
  });
  const costs: Costs = new Map([...there.flatMap(({ costs }) => [...costs]), ...place.costs]);
  const failing = there.map(
    (one): FailedPlace => ({ ...one, costs, failed: { ...one.failed, from: { ...place, costs } } }),
  );
  return [{ ...place, costs, failing }, ...failing];
}

/** What can be asked first. */
export function firstTargets({ plan: { order, terms, action } }: PlannedPlace): Tried[] {
  return order ? triedTargets(order, { terms, goesOn: false, origin: action.origin }) : [];
}

/** The requests that have failed elsewhere before they are here: all that some target there was tried for. */
export function whenFailed({ from }: Failed): Condition {
  const { origin } = from.plan.action;
  return servedBy(from.tried, origin);
}

function planned(
  route: Route,
  rule: number | "otherwise",
  plan: PlacePlan,
  goesOn: boolean = nextOn(route).length > 0,
): PlannedPlace {
  const { order } = plan;
  if (!order) return { route, rule, plan, ...nothing, admitted: always(plan.action.origin) };
  const ofRoute = known.get(route) ?? [new WeakMap<Order, Tries>(), new WeakMap<Order, Tries>()];
  known.set(route, ofRoute);
  const tries = ofRoute[goesOn ? 1 : 0].get(order) ?? triesOf(route, plan, { order, goesOn });
  ofRoute[goesOn ? 1 : 0].set(order, tries);
  return { route, rule, plan, ...tries, failing: [] };
}

type Tries = Pick<PlannedPlace, "goesOn" | "triesAll" | "tried" | "only" | "ways" | "costs" | "embedder" | "admitted">;

/** Of a plan without a target. */
const nothing: Omit<Tries, "admitted"> & Pick<PlannedPlace, "failing"> = {
  ...{ goesOn: false, triesAll: false, tried: [], only: [], failing: [] },
  costs: new Map(),
};

type ByOrder = WeakMap<Order, Tries>;

/** Rules that share an order share what can be tried of it: where no failure goes on, and where one does. */
const known = new WeakMap<Route, [ByOrder, ByOrder]>();

function triesOf(
  route: Route,
  { terms, action }: PlacePlan,
  { order, goesOn }: { order: Order; goesOn: boolean },
): Tries {
  const { origin } = action;
  // A hedge goes on to the next target without any failure.
  const triesAll = goesOn || (route.hedge !== undefined && route.hedge.most !== 0);
  const tried = triedTargets(order, { terms, goesOn: triesAll, origin });
  const only = goesOn ? [] : triedTargets(order, { terms, goesOn, origin });
  const ways = waysOf(order, { terms, origin });
  const targets = [...reachable(order).values()];
  const costs = costTerms(targets, route, terms);
  const admitted = any(
    targets.map((target) => withinRatio(target, terms, origin)),
    origin,
  );
  const tries = { goesOn, triesAll, tried, only, ...(ways && { ways }), costs, admitted };
  const { target, origin: written } = route.cache?.semantic?.embedder ?? {};
  if (!target || !written) return tries;
  const cost = embedderCost(target);
  const embedder = { target, when: servedBy(tried, origin), isExact: true, origin: written };
  return { ...tries, embedder, costs: cost ? new Map([...costs, [target.id, cost]]) : costs };
}

/** The place with what is asked beside it; its costs know all of that. */
function withBeside(policy: PolicyIr, place: PlannedPlace): PlannedPlace {
  const { order } = place.plan;
  const { shadow, cache } = place.route;
  if (!order || !(shadow || cache?.semantic?.judge)) return place;
  const ofRoute = knownBeside.get(place.route) ?? new WeakMap<Order, Beside>();
  knownBeside.set(place.route, ofRoute);
  const beside = ofRoute.get(order) ?? besideOf(policy, place);
  ofRoute.set(order, beside);
  return { ...place, ...beside };
}

type Beside = Pick<PlannedPlace, "costs" | "shadow" | "judge">;

/** An order belongs to the terms on which it was made; routes may share it, and have shadows of their own. */
const knownBeside = new WeakMap<Route, WeakMap<Order, Beside>>();

function besideOf(policy: PolicyIr, place: PlannedPlace): Beside {
  const { shadow, cache } = place.route;
  const found = shadow ? shadowOf(policy, place, shadow.origin) : { costs: place.costs };
  const judge = judgeOf(place, cache?.semantic?.judge, cacheJudgeKey);
  if (!judge) return found;
  const key = cacheJudgeKey(judge.target);
  return { ...found, judge, costs: new Map([...found.costs, [key, judge.place.costs.get(key)!]]) };
}

function shadowOf(policy: PolicyIr, place: PlannedPlace, origin: Origin): Beside {
  const { route, plan: own } = place;
  const plan = shadowPlan(policy, route, own.terms);
  if (!plan?.order) return { costs: place.costs };
  const { terms } = plan;
  const costs = new Map([...costTerms(reachable(plan.order).values(), route, terms), ...place.costs]);
  const served = servedBy(place.tried, origin);
  const tried = triedTargets(plan.order, { terms, goesOn: false, origin }).map(({ when, ...each }) => ({
    ...each,
    when: all([when, served], origin),
  }));
  const { admitted, rule } = place;
  const alone = {
    route,
    rule,
    plan,
    goesOn: false,
    triesAll: false,
    tried,
    only: tried,
    costs,
    admitted,
    failing: [],
    isShadow: true as const,
  };
  const judge = judgeOf(alone, route.shadow?.judge, judgeKey);
  if (!judge) return { costs, shadow: { place: alone, tried, origin } };
  const { target } = judge;
  const both = new Map([...costs, [judgeKey(target), judge.place.costs.get(target.id)!]]);
  return { costs: both, shadow: { place: alone, tried, judge, origin } };
}

/** Where some target of the place may have been asked. Nothing but a text is judged. */
function judgeOf(
  of: PlannedPlace,
  judge: Judge | undefined,
  keyOf: (target: Target) => string,
): JudgePlace | undefined {
  const { route, plan, tried } = of;
  if (!judge || !isAllowed(judge.target, plan.terms)) return undefined;
  const { target, origin } = judge;
  const term = judgeCost(judge, route, plan.terms);
  const others = ["needs.vision", "needs.audio", "needs.pdf"].map((fact) =>
    not(atom({ kind: "flag", fact }, origin), origin),
  );
  const when = all([servedBy(tried, origin), ...others], origin);
  const costs = new Map([
    [target.id, term],
    [keyOf(target), term],
  ]);
  return { place: { ...of, plan: { ...plan, action: judgeAction(judge) }, costs }, target, when, origin };
}

function always(origin: Origin): Condition {
  return { kind: "constant", value: true, origin };
}
