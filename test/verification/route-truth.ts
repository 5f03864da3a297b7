/** What every request to one route says of its places, its conditions and its claims, by asking each. */
import type { Facts } from "../../dsl/facts.ts";
import type { ReferenceFacts } from "../reference/read-facts.ts";
import { isWithin, surelyServes } from "../reference/targets.ts";
import type { Point } from "./all-requests.ts";
import { attemptRules } from "./attempt-rules.ts";
import { type Claim, firstOf, type OfTarget } from "./brute-force.ts";
import { askedOf, worstCost } from "./costs.ts";
import { entryOf, failsWith } from "./invented-targets.ts";
import { readFallbacks, showsOutage } from "./led-fallbacks.ts";
import { isServed, type Served, Servings, type WidePolicy, type WideRoute, type WideTerms } from "./serving.ts";
import { type WrittenOrder, writtenOrder } from "./written-order.ts";

export interface PlaceTruth {
  /** Some request is decided here. */
  decides: boolean;
  /** Targets that some of these requests can try, whatever is spent. */
  readonly tried: Set<string>;
  /** The fewest tokens of a request that windows or costs leave without a target. */
  noneLeft: number | undefined;
  /** The first target takes a request that no fallback is large enough for. */
  losesWindow: boolean;
  /** Without the rule some request would be served otherwise. */
  changes: boolean;
  /** As written, without what is never allowed. */
  readonly order: WrittenOrder | undefined;
}

export interface RouteTruth {
  /** The sets of rules that hold for one request: bit i is rule i. */
  readonly holding: ReadonlySet<number>;
  /** By rule; -1 is `otherwise`. */
  readonly places: ReadonlyMap<number, PlaceTruth>;
  readonly refuted: ReadonlyMap<string, Point>;
  /** Claims that some request is about that is served. */
  readonly about: ReadonlySet<string>;
  /** By rule: the flags of `needs` that every request has for which its condition holds. */
  readonly needs: ReadonlyMap<number, ReadonlySet<string>>;
}

export function routeTruth(policy: WidePolicy, name: string, points: Iterable<Point>): RouteTruth {
  const look = new Look(policy, policy.routes[name]!);
  for (const point of points) look.at(point);
  return look;
}

class Look implements RouteTruth {
  readonly holding: Set<number> = new Set();
  readonly places: Map<number, PlaceTruth> = new Map();
  readonly refuted: Map<string, Point> = new Map();
  readonly about: Set<string> = new Set();
  readonly needs: Map<number, Set<string>> = new Map();
  readonly #route: WideRoute;
  readonly #claims: readonly [string, Claim][];
  readonly #servings: Servings;

  constructor(policy: WidePolicy, route: WideRoute) {
    this.#route = route;
    this.#claims = Object.entries(policy.invariants ?? {});
    this.#servings = new Servings(policy, route);
    for (const rule of [...(route.rules ?? []).keys(), -1]) this.places.set(rule, this.#newPlace(rule));
  }

  at(point: Point): void {
    const held = this.#held(point);
    const rule = firstOf(held);
    const place = this.places.get(rule)!;
    this.holding.add(held);
    place.decides = true;
    const own = this.#servings.own(point, rule);
    if (isServed(own)) this.#lookAtPlan(place, own, rule);
    // When a budget is spent, the plan of the place serves nothing.
    if (isServed(own) && !this.#servings.isSpent(point)) for (const id of own.own) place.tried.add(id);
    if (!place.changes) place.changes = this.#isOther(point, rule, firstOf(held & ~(1 << rule)));
    for (const now of this.#servings.all(point, rule)) {
      if (isServed(now)) for (const [name, claim] of this.#claims) this.#hold(name, claim, now, point);
    }
  }

  #newPlace(rule: number): PlaceTruth {
    const action = this.#route.rules?.[rule]?.use ?? this.#route.otherwise;
    const terms = this.#servings.terms(rule);
    const isAllowed = (id: string) =>
      terms.every(({ jurisdictions }) => jurisdictions?.includes(entryOf(id).provider.jurisdiction!) ?? true);
    const order = typeof action === "object" && "reject" in action ? undefined : writtenOrder(action, isAllowed);
    return { decides: false, tried: new Set(), noneLeft: undefined, losesWindow: false, changes: rule === -1, order };
  }

  /** Bit i is rule i. */
  #held({ facts }: Point): number {
    let held = 0;
    for (const [i, { when }] of (this.#route.rules ?? []).entries()) {
      if (!when(facts)) continue;
      held |= 1 << i;
      const known = this.needs.get(i);
      const needs = Object.entries(facts.needs).flatMap(([need, isThere]) => (isThere ? [need] : []));
      this.needs.set(i, new Set(known ? needs.filter((need) => known.has(need)) : needs));
    }
    return held;
  }

  #lookAtPlan(place: PlaceTruth, own: Served, rule: number): void {
    const { order } = place;
    if (order === undefined) return;
    const { inputTokens } = own.facts;
    if (isNoneLeft(own, order.targets, this.#route, this.#servings.terms(rule))) {
      place.noneLeft = Math.min(place.noneLeft ?? inputTokens, inputTokens);
    }
    const [first, ...fallbacks] = fromTheWidest(order, this.#route.max?.inputTokens);
    if (first === undefined || fallbacks.length === 0 || !own.plan.includes(first)) return;
    const isLost = fallbacks.every((id) => !isLacking(id, own) && !mayTake(id, own.facts, this.#route));
    if (isLost) place.losesWindow = true;
  }

  /** What serves the request by another rule is not what serves it by this one. */
  #isOther(point: Point, rule: number, next: number): boolean {
    const [is, would] = [rule, next].map((each) =>
      this.#servings
        .all(point, each)
        .map((now) => (isServed(now) ? now.plan.join() : now.refused))
        .join("; "),
    );
    return is !== would;
  }

  #hold(name: string, claim: Claim, now: Served, point: Point): void {
    if (this.refuted.has(name) || (claim.when && !claim.when(point.facts))) return;
    this.about.add(name);
    if (isBroken(claim, now, point, this.#route)) this.refuted.set(name, point);
  }
}

/** What a request may be lost on the way to: a chain as it is written; of any other plan, where `max` is known, the widest first. */
export function fromTheWidest(order: WrittenOrder, max: number | undefined): readonly string[] {
  if (order.kind === "chain") return order.targets;
  return max === undefined ? [] : order.targets.toSorted((a, b) => windowOf(b) - windowOf(a));
}

/** By what is expected, with the output. */
function mayTake(id: string, facts: Facts, { max = {} }: Pick<WideRoute, "max">): boolean {
  const serving = { r: facts as ReferenceFacts, outputTokens: max.outputTokens };
  return isWithin(entryOf(id).model, facts.inputTokens, serving);
}

export function windowOf(id: string): number {
  const { maxInput, context } = entryOf(id).model;
  return maxInput ?? context;
}

/** Every target is too small for the request, or too dear; that all are too small counts where the route has a bound. */
export function isNoneLeft(
  { facts, catalog }: Pick<Served, "facts" | "catalog">,
  targets: readonly string[],
  { max = {} }: WideRoute,
  terms: readonly WideTerms[],
): boolean {
  const fitting = targets.filter((id) => mayTake(id, facts, { max }));
  if (fitting.length === 0) return max.inputTokens !== undefined;
  const most = Math.min(...terms.map(({ maxCost }) => maxCost ?? Number.POSITIVE_INFINITY));
  return fitting.every(
    (id) => worstCost(catalog(id).model, (facts as ReferenceFacts).tokens.upper, askedOf(facts), max) > most,
  );
}

const capabilityOf: Readonly<Record<string, string>> = { audio: "audioIn" };

/** The `needs` that a target is known to fail. */
export function lacks(id: string): string[] {
  const caps: Readonly<Record<string, boolean | undefined>> = entryOf(id).model.caps ?? {};
  const needs = ["audio", "jsonMode", "jsonSchema", "pdf", "reasoning", "tools", "vision"];
  return needs.filter((need) => caps[capabilityOf[need] ?? need] === false);
}

function isLacking(id: string, { facts }: Served): boolean {
  return lacks(id).some((need) => facts.needs[need as "tools"]);
}

const DEADLINE = 300_000;

/** Whether the request breaks the claim, in one of the ways in which it can be served. */
export function isBroken(
  claim: Claim,
  { plan, tried, led, facts, catalog }: Served,
  point: Pick<Point, "facts">,
  route: WideRoute,
): boolean {
  const { max = {}, deadline = DEADLINE, firstToken = 1_000, fallbackOn } = route;
  const hasLimit = route.firstToken !== undefined;
  const read = readFallbacks(fallbackOn);
  const rules = attemptRules(read.goesOn, hasLimit);
  const nextOn = attemptRules(read.next, hasLimit);
  const holds = (ofTarget: OfTarget) => (id: string) => {
    const { provider, model } = catalog(id);
    const maxCost = (r: Facts) => worstCost(model, (r as ReferenceFacts).tokens.upper, askedOf(facts), max);
    const target = {
      id,
      jurisdiction: provider.jurisdiction!,
      context: model.context,
      maxCost,
      maxLatency: () => deadline,
    };
    return Boolean(ofTarget(target, point.facts));
  };
  if (claim.every) return !tried.every(holds(claim.every));
  // Where no failure goes on, any of those that can be tried may be the only one.
  const serving = { catalog, r: facts as ReferenceFacts, outputTokens: max.outputTokens };
  const serves = (id: string) => surelyServes(id, serving);
  if (claim.some) {
    const served = (id: string) => serves(id) && holds(claim.some!)(id);
    // What only some failure leads to is passed by others.
    return !(nextOn.goesOn ? plan.some(served) : isOfEach(led?.firsts ?? tried, served));
  }
  if (rules.ending.length > 0) return true;
  const sharing = new Set([...plan, ...(led?.isOutage ? led.plan : [])]);
  if (isLate(sharing.size, { deadline, attempt: route.attempt, needs: firstToken })) return true;
  const { providers, targets } = claim.survives ?? {};
  const groupOf = (id: string) => (providers === undefined ? id : failsWith(id.split("/")[0]!));
  const groups = (ids: readonly string[]) => new Set(ids.filter(serves).map(groupOf));
  const most = providers ?? targets!;
  const isFollowed = outagesOn(read.next, hasLimit);
  if (groups(plan).size <= (isFollowed ? most : 0)) return true;
  if (!led?.isOutage) return false;
  // Of so many that fail one is the target that was asked first.
  return led.firsts.some((id) => new Set([groupOf(id), ...groups(led.plan)]).size <= most);
}

/** Some outage is followed by the next target. */
function outagesOn(next: readonly string[] | undefined, hasLimit: boolean): boolean {
  return next === undefined || next.some((name) => showsOutage(name, hasLimit));
}

/** The last of so many is left with less than it needs, when every one before it has used all that it may, one after the other. */
function isLate(
  count: number,
  { deadline, attempt, needs }: { deadline: number; attempt: number | undefined; needs: number },
): boolean {
  let left = deadline;
  for (let i = 0; i < count; i++) {
    const own = attempt === undefined ? left / (count - i) : Math.min(attempt, left);
    if (i === count - 1) return own < Math.min(needs, attempt ?? needs) - 1e-6;
    left -= own;
  }
  return false;
}

function isOfEach(tried: readonly string[], holds: (id: string) => boolean): boolean {
  return tried.length > 0 && tried.every(holds);
}
