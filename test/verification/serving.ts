/** Which targets serve a request, and which of them are tried: by budgets, fixed parameters, times and fallbacks. */
import type { Facts } from "../../dsl/facts.ts";
import type {
  ReferenceAction,
  ReferenceCatalog,
  ReferencePolicy,
  ReferenceStrategy,
  ReferenceTerms,
} from "../reference/decide.ts";
import type { ReferenceFacts } from "../reference/read-facts.ts";
import { isAdmitted, type Serving, targetsFor } from "../reference/targets.ts";
import type { Point } from "./all-requests.ts";
import { attemptRules } from "./attempt-rules.ts";
import type { RunPolicy } from "./brute-force.ts";
import { catalogIn } from "./costs.ts";
import { canOccur, readFallbacks, showsOutage, type WrittenFallbacks } from "./led-fallbacks.ts";

type Members = Readonly<Record<string, unknown>>;

export interface WideTerms extends ReferenceTerms {
  readonly set?: Members;
}

type Rule = NonNullable<ReferencePolicy["routes"][string]["rules"]>[number] & WideTerms;

export type WideRoute = Omit<ReferencePolicy["routes"][string], "rules" | "max"> &
  WideTerms & {
    readonly rules?: readonly Rule[];
    readonly max?: { readonly inputTokens?: number; readonly outputTokens?: number; readonly choices?: number };
    readonly env?: readonly string[];
    readonly deadline?: number;
    readonly attempt?: number;
    readonly firstToken?: number;
    readonly fallbackOn?: WrittenFallbacks;
  };

export interface WidePolicy extends Pick<RunPolicy, "invariants"> {
  readonly routes: Readonly<Record<string, WideRoute>>;
  /** The only one that a policy may have is `team`. */
  readonly budgets?: {
    readonly team?: {
      readonly per: (r: Facts) => string | undefined;
      readonly missing?: "refuse" | "pool";
      readonly exhausted?: ReferenceAction;
    };
  };
  /** The only one that a policy may have is `calls`. */
  readonly limits?: { readonly calls?: { readonly exhausted?: ReferenceAction; readonly routes?: readonly string[] } };
}

/** What becomes of a request. */
export interface Served {
  /** In the order of their attempts, with targets that are idle. */
  readonly plan: readonly string[];
  /** Those that can get it at all: without fallbacks few of the plan. */
  readonly tried: readonly string[];
  /** Of these, those of the plan itself. */
  readonly own: readonly string[];
  /** What failures lead to, in place of the next target; and what may be asked before. */
  readonly led?: { readonly plan: readonly string[]; readonly firsts: readonly string[]; readonly isOutage: boolean };
  /** As it is sent: with the parameters that the policy fixes. */
  readonly facts: Facts;
  readonly catalog: ReferenceCatalog;
}

export interface Refused {
  readonly refused: string;
}

export type Outcome = Served | Refused;

export function isServed(outcome: Outcome): outcome is Served {
  return "plan" in outcome;
}

/** Reads the plans of one route. What was read once is remembered. */
export class Servings {
  readonly #policy: WidePolicy;
  readonly #route: WideRoute;
  readonly #known: Map<string, Outcome> = new Map();

  constructor(policy: WidePolicy, route: WideRoute) {
    this.#policy = policy;
    this.#route = route;
  }

  /** By what is written at a place, whatever is spent; -1 is `otherwise`. */
  own(point: Point, rule: number): Outcome {
    const own = this.#recall(point, rule, "own", this.#route.rules?.[rule]?.use ?? this.#route.otherwise);
    return isServed(own) && this.#isNobodys(point) ? { refused: "nobody's" } : own;
  }

  /** What stands in for it, once an attempt does not fit: whatever was read of the budget, others may have spent it since. */
  spent(point: Point, rule: number): Outcome {
    const own = this.own(point, rule);
    if (!isServed(own) || own.plan.length === 0 || this.#policy.budgets === undefined) return own;
    const { exhausted } = this.#policy.budgets.team!;
    return exhausted === undefined ? { refused: "spent" } : this.#recall(point, rule, "spent", exhausted);
  }

  /** All that may become of it: a limit that it meets may be full, and others may have spent the budget. */
  all(point: Point, rule: number): Outcome[] {
    const own = this.own(point, rule);
    const found = [...new Set([own, this.spent(point, rule)])];
    const { exhausted, routes } = this.#policy.limits?.calls ?? {};
    const isMet = routes === undefined || routes.includes(point.facts.route);
    if (!exhausted || !isMet || !isServed(own)) return found;
    return [...found, this.#recall(point, rule, "limited", exhausted)];
  }

  /** Nothing is left of the budget, as it stands. */
  isSpent({ facts }: Point): boolean {
    const left = facts.budget.team?.left;
    return this.#policy.budgets !== undefined && left !== undefined && left <= 0;
  }

  #isNobodys({ facts }: Point): boolean {
    const { per, missing } = this.#policy.budgets?.team ?? {};
    return per !== undefined && missing !== "pool" && per(facts) === undefined;
  }

  terms(rule: number): WideTerms[] {
    const own = this.#route.rules?.[rule];
    return own ? [this.#route, own] : [this.#route];
  }

  #recall(point: Point, rule: number, which: string, action: ReferenceAction): Outcome {
    const { body, parameters, caller, clock } = point.parts;
    const key = [which, rule, body.index, parameters.index, caller.index, clock.index].join();
    const known = this.#known.get(key) ?? this.#read(point, rule, action);
    this.#known.set(key, known);
    return known;
  }

  #read(point: Point, rule: number, action: ReferenceAction): Outcome {
    if (typeof action === "object" && "reject" in action) return { refused: JSON.stringify(action) };
    const { max, fallbackOn, firstToken } = this.#route;
    const terms = this.terms(rule);
    const { facts, catalog } = sent(point, fixed(terms));
    const { inputTokens, outputTokens } = max ?? {};
    const r = facts as ReferenceFacts;
    const serving: Serving = { policy: this.#policy, catalog, r, terms, outputTokens, inputTokens };
    if (!isAdmitted(serving)) return { refused: "too large" };
    const plan = targetsFor(action, serving);
    const { next, led } = readFallbacks(fallbackOn);
    const hasLimit = firstToken !== undefined;
    const { goesOn } = attemptRules(next, hasLimit);
    const firsts = [...new Set(firstOf(action, serving))];
    const own = goesOn ? plan : firsts;
    const classes = (led?.classes ?? []).filter((name) => canOccur(name, hasLimit));
    if (!led || classes.length === 0 || plan.length === 0) return { plan, tried: own, own, facts, catalog };
    const there = targetsFor(led.to, serving);
    const isOutage = classes.some((name) => showsOutage(name, hasLimit));
    const tried = [...new Set([...own, ...there])];
    return { plan, tried, own, led: { plan: there, firsts, isOutage }, facts, catalog };
  }
}

/** Of a parameter that is fixed twice the rule's value. */
export function fixed(terms: readonly WideTerms[]): Members {
  return Object.assign({}, ...terms.map(({ set }) => set ?? {}));
}

function sent({ facts, serviceTier, parts }: Point, set: Members): Pick<Served, "facts" | "catalog"> {
  const format = (set.response_format as { type?: string } | undefined)?.type;
  const effort = set.reasoning_effort;
  const needs = {
    ...facts.needs,
    ...(effort !== undefined && { reasoning: effort !== "none" }),
    ...(format !== undefined && { jsonSchema: format === "json_schema", jsonMode: format === "json_object" }),
  };
  const output = set.max_completion_tokens ?? set.max_tokens;
  const tier = (set.service_tier ?? serviceTier) as string | undefined;
  return {
    facts: { ...facts, needs, ...(typeof output === "number" && { maxOutputTokens: output }) },
    catalog: catalogIn(tier, parts.clock.request.now),
  };
}

/** What can be tried where no failure goes on: of strategies that measure, any. */
function firstOf(strategy: ReferenceStrategy, serving: Serving): string[] {
  if (typeof strategy === "string" || "split" in strategy) return targetsFor(strategy, serving);
  const [parts] = Array.isArray(strategy) ? [strategy] : (Object.values(strategy) as ReferenceStrategy[][]);
  const firsts = parts!.map((part: ReferenceStrategy) => firstOf(part, serving)).filter((some) => some.length > 0);
  if (Array.isArray(strategy) || "chain" in strategy) return firsts[0] ?? [];
  return "cheapest" in strategy ? cheapestOf(firsts, serving) : firsts.flat();
}

/** Whatever each part begins with, the cheapest begins; of equal ones the one that is written first. */
function cheapestOf(firsts: readonly string[][], serving: Serving): string[] {
  const begins = firsts.reduce<string[][]>(
    (before, some) => before.flatMap((chosen) => some.map((id) => [...chosen, id])),
    [[]],
  );
  return begins.flatMap((chosen) => targetsFor({ cheapest: chosen }, serving).slice(0, 1));
}
