/** What a policy does with every request, by asking each: slow and obvious. The verifier must say the same. */
import type { Facts } from "../../dsl/facts.ts";
import { runPolicy } from "../agreement/run-policy.ts";
import type { ReferencePolicy, ReferenceTerms } from "../reference/decide.ts";
import type { ReferenceFacts } from "../reference/read-facts.ts";
import { isAdmitted, surelyServes, targetsFor } from "../reference/targets.ts";
import { type Parts, type Point, pointsOf } from "./all-requests.ts";
import { askedOf, catalogIn, worstCost } from "./costs.ts";
import type { EnumerablePolicy } from "./enumerable-policy.ts";
import { failsWith } from "./invented-targets.ts";

type ReferenceRoute = ReferencePolicy["routes"][string];

interface ClaimedTarget {
  readonly id: string;
  readonly jurisdiction: string;
  readonly context: number;
  maxCost(r: Facts): number;
  maxLatency?(r: Facts): number;
}

export type OfTarget = (t: ClaimedTarget, r: Facts) => unknown;

/** An invariant as it is written. */
export interface Claim {
  readonly when?: (r: Facts) => unknown;
  readonly every?: OfTarget;
  readonly some?: OfTarget;
  readonly survives?: { readonly providers?: number; readonly targets?: number };
}

export interface RunPolicy extends ReferencePolicy {
  readonly invariants?: Readonly<Record<string, Claim>>;
}

export interface Truth {
  /** The sets of rules that hold for one request: bit i is rule i. */
  readonly holding: ReadonlySet<number>;
  /** By invariant: the first request that refutes it. */
  readonly refuted: ReadonlyMap<string, Point>;
}

/** The only route of the policies. */
export const ROUTE = "main";

export function runEnumerable({ typescript }: EnumerablePolicy): RunPolicy {
  return runPolicy(typescript) as RunPolicy;
}

export function bruteForce(policy: RunPolicy, parts: Parts): Truth {
  const route = policy.routes[ROUTE]!;
  const holding = new Set<number>();
  const refuted = new Map<string, Point>();
  const claims = Object.entries(policy.invariants ?? {});
  const plans = new Plans(policy);
  for (const point of pointsOf(parts)) {
    const held = rulesHolding(route, point.facts);
    holding.add(held);
    if (claims.length === 0) continue;
    const tried = plans.of(point, firstOf(held));
    for (const [name, claim] of claims) {
      if (tried && !refuted.has(name) && isRefuted(claim, tried, point, route)) refuted.set(name, point);
    }
  }
  return { holding, refuted };
}

/** Bit i is rule i. */
function rulesHolding({ rules = [] }: ReferenceRoute, facts: Facts): number {
  let held = 0;
  for (const [i, { when }] of rules.entries()) if (when(facts)) held |= 1 << i;
  return held;
}

/** The rule that decides, -1 for `otherwise`. */
export function firstOf(held: number): number {
  return held === 0 ? -1 : 31 - Math.clz32(held & -held);
}

/** Whether the request breaks the claim; `tried` are the targets that can serve it. */
export function isRefuted(claim: Claim, tried: readonly string[], point: PlannedFor, route: ReferenceRoute): boolean {
  const { when, every, some, survives } = claim;
  if (when && !when(point.facts)) return false;
  const holds = (ofTarget: OfTarget) => (id: string) => Boolean(ofTarget(claimed(id, point, route), point.facts));
  if (every) return !tried.every(holds(every));
  const serving = { catalog: catalogIn(), r: point.facts as ReferenceFacts, outputTokens: route.max?.outputTokens };
  const serve = tried.filter((id) => surelyServes(id, serving));
  if (some) return !serve.some(holds(some));
  const { providers, targets } = survives ?? {};
  if (providers !== undefined) return new Set(serve.map((id) => failsWith(id.split("/")[0]!))).size <= providers;
  return serve.length <= targets!;
}

type PlannedFor = Pick<Point, "facts" | "serviceTier">;

function claimed(id: string, { serviceTier }: PlannedFor, { max = {} }: ReferenceRoute): ClaimedTarget {
  const { provider, model } = catalogIn(serviceTier)(id);
  const maxCost = (r: Facts) => worstCost(model, (r as ReferenceFacts).tokens.upper, askedOf(r), max);
  return { id, jurisdiction: provider.jurisdiction!, context: model.context, maxCost };
}

/** The targets that requests can be served by; undefined where the policy refuses. */
export class Plans {
  readonly #policy: RunPolicy;
  readonly #known: Map<string, string[]> = new Map();

  constructor(policy: RunPolicy) {
    this.#policy = policy;
  }

  /** What a plan depends on: which rule, what the body and its parameters say, who asks. */
  of(point: Point, decided: number): string[] | undefined {
    const { body, parameters, caller } = point.parts;
    const key = [decided, body.index, parameters.index, caller.index].join();
    const known = this.#known.get(key);
    if (known) return known;
    const tried = this.read(point, decided);
    if (tried) this.#known.set(key, tried);
    return tried;
  }

  read({ facts, serviceTier }: PlannedFor, decided: number): string[] | undefined {
    const route = this.#policy.routes[ROUTE]!;
    const rule = route.rules?.[decided];
    const use = rule ? rule.use : route.otherwise;
    if (typeof use === "object" && "reject" in use) return undefined;
    const terms: ReferenceTerms[] = rule ? [route, rule] : [route];
    const { inputTokens, outputTokens } = route.max ?? {};
    const serving = {
      policy: this.#policy,
      catalog: catalogIn(serviceTier),
      r: facts as ReferenceFacts,
      terms,
      outputTokens,
      inputTokens,
    };
    // What no target may be sent, by the route's bound, is refused as too large for the route.
    return isAdmitted(serving) ? targetsFor(use, serving) : undefined;
  }
}
