import type { Cache } from "./cache.ts";
import type { Facts, GroupingFact, Metadata } from "./facts.ts";
import type { Invariant } from "./invariants.ts";
import type { Judge } from "./judge.ts";
import type { Limit } from "./limit.ts";
import type { KnownTier, ModelId } from "./names.ts";
import type { Duration, Money, Plain } from "./quantities.ts";

/** Targets in the order in which they are tried. `N` are the names that it uses beside models: tiers. */
export interface Chain<N extends string> {
  /** Tried in this order. */
  readonly chain: readonly Part<N>[];
}

/** Shares of the requests, by weight. */
export interface Split<N extends string> {
  /** Target or tier → its weight: 90 and 10, or 9 and 1, are the same. */
  readonly split: { readonly [K in ModelId | N]?: Plain };
  /** Requests with the same value of this fact keep their side; the caller's key unless it is given. */
  readonly by?: GroupingFact;
  readonly [names]?: N;
}

/** The cheapest for the request's own tokens first. */
export interface Cheapest<N extends string> {
  /** Ordered by price, request by request. */
  readonly cheapest: readonly Part<N>[];
  /** Leaves out targets that the team scores lower, 0 to 1. */
  readonly quality?: Plain;
}

/** How requests stay with a target, so that its prompt cache stays warm. */
export interface Sticky {
  /** Requests with the same value of this fact go to the same target, as long as it is up and can serve them. */
  readonly sticky?: GroupingFact;
  /**
   * For how long after each request. Without it a `balance` goes by a hash of the value, and so for ever and without memory; a
   * `fastest` keeps a target for five minutes.
   */
  readonly lifetime?: Duration;
}

/** The one with the quickest first token of late first. */
export interface Fastest<N extends string> extends Sticky {
  /** Ordered by the measured latency. */
  readonly fastest: readonly Part<N>[];
}

/** How a `balance` is ordered. */
export interface Balancing extends Sticky {
  /** By what each has left of its limits, which stand in the catalog overlay; without it, by open requests. */
  readonly by?: "room";
}

/** The one with the fewest open requests, or the most room, first. */
export interface Balance<N extends string> extends Balancing {
  /** Ordered by their open requests, or by `by`. */
  readonly balance: readonly Part<N>[];
}

/** What a strategy is made of: models, other names (`N`), and strategies over them. */
export type Part<N extends string> = ModelId | N | Chain<N> | Split<N> | Cheapest<N> | Fastest<N> | Balance<N>;

/**
 * A model at a provider, the name of a tier (one of `T`), or a strategy over them. Without `T` the tiers are those that
 * `pointsman types` has declared of the project's policies.
 */
export type Strategy<T extends string = KnownTier> = Part<T>;

/** Keeps the names in the type of a split, whose keys are optional, so that more of them would fit. */
declare const names: unique symbol;

/** Refuses the request. */
export interface Reject {
  /** The HTTP status, 400 to 499. */
  readonly reject: Plain;
  /** What the client is told. */
  readonly message: string;
}

/** What narrows or changes how a request is served: on a route, on a rule, or on both. */
export interface Terms {
  /** Leaves out, per request, targets whose worst case is dearer. */
  readonly maxCost?: Money;
  /** Leaves out targets of providers under any other law, such as `EU`. */
  readonly jurisdictions?: readonly string[];
  /** Parameters of the request that are fixed, whatever the client says. */
  readonly set?: { readonly [parameter: string]: unknown };
  /** Providers are asked to keep neither requests nor answers; a target that cannot be asked is an error. */
  readonly zeroRetention?: boolean;
  /** Who comes first where requests wait for a target: the higher, from -100 to 100; in place of the priority of the caller's key. */
  readonly priority?: Plain;
}

/** What serves the requests for which a condition holds. */
export interface Rule<M extends Metadata, T extends string, B extends string> extends Terms {
  /** The rule decides when this holds and no earlier rule did. */
  readonly when: (r: Facts<M, B, T>) => boolean | undefined;
  /** What serves these requests. */
  readonly use: Strategy<T> | Reject;
  /** In place of the route's. */
  readonly canary?: Canary<T>;
}

/** Bounds of a request. */
export interface RequestBounds {
  /** Requests that are estimated to be larger are refused. */
  readonly inputTokens?: Plain;
  /** What the client may ask for is cut to this. */
  readonly outputTokens?: Plain;
  /** Requests that ask for more answers (`n`) are refused; from 1 to 128. */
  readonly choices?: Plain;
  /** Requests whose texts have more bytes, as UTF-8, are refused; eight for each of `inputTokens` unless it is said. */
  readonly textBytes?: Plain;
}

/** Why an attempt failed. */
export type FailureClass =
  | "connect"
  | "timeout-first-token"
  | "timeout-idle"
  | "timeout-attempt"
  | "rate-limited"
  | "quota"
  | "overloaded"
  | "server-error"
  | "auth"
  | "not-found"
  | "malformed"
  | "truncated"
  | "context-length"
  | "content-filter"
  | "bad-request"
  | "unsupported";

/**
 * What follows a failure, by its class: `true` the next target of the plan, `false` nothing, a model, the name of a tier or a
 * strategy over them: these, in place of what is left of the plan.
 */
export type Fallbacks<T extends string> = {
  /** `default` is for the classes that are not named: `true` and a strategy are for those that go on by themselves, which refusals do not. */
  readonly [K in FailureClass | "default"]?: boolean | Strategy<T>;
};

/** What comes after every target has failed: it replaces the second round. */
export interface Retry {
  /** Further rounds over the targets whose failure may pass, 0 to 5. */
  readonly times: Plain;
  /** The least time between a failure and the next try at the same target; a longer `Retry-After` holds where it fits. */
  readonly after?: Duration;
}

/** Starts the next target beside one that is slow: the first useful answer wins, the other is cancelled. */
export interface Hedge {
  /** How long the first one has; the measured 95th percentile of its latency unless it is given. */
  readonly after?: Duration;
  /** The share of requests that may have a second target, 0 to 1. */
  readonly most?: Plain;
}

/** Asks another model in the background and compares: its answers reach nobody, and it never lets a client wait. */
export interface Shadow<T extends string> {
  /** What is asked: the first target of it that can serve the request, once, on the terms by which the request is answered. */
  readonly use: Strategy<T>;
  /** The share of the requests that are answered, 0 to 1. */
  readonly share: Plain;
  /** Scores both answers; its scores are kept, and nothing else of what it says. */
  readonly judge?: Judge;
}

/** A candidate that a share of the requests tries first, with what serves them otherwise behind it. */
export interface Canary<T extends string = never> {
  readonly use: Strategy<T>;
  /** Of the requests, from 0 to 1. */
  readonly share: Plain;
  /** Requests with the same value of this fact are on the same side; the caller's key unless it is given. */
  readonly by?: GroupingFact;
  /** When it goes back to nothing by itself, whichever is first. */
  readonly back: {
    /** So many of its last 1,000 requests were not answered by the candidate. */
    readonly failures?: Plain;
    /** The 95th percentile of its last 200 first tokens is above. */
    readonly firstToken?: Duration;
  };
}

/** What clients name in `model`: rules, and what holds when none does. */
export interface Route<M extends Metadata, T extends string, B extends string> extends Terms {
  /** Whose keys may use it, by their environment, such as `["prod"]`: no others, and none without one. Absent: every key may. */
  readonly env?: readonly string[];
  /** Tried in order; the first whose condition holds decides. */
  readonly rules?: readonly Rule<M, T, B>[];
  /** What serves the requests for which no rule holds. */
  readonly otherwise: Strategy<T> | Reject;
  /** Larger inputs and more answers are refused before any target is tried, larger outputs are cut. */
  readonly max?: RequestBounds;
  /** For the whole request, every attempt and wait included. */
  readonly deadline?: Duration;
  /** For each attempt until it has committed; without it, its share of what is left of the deadline. */
  readonly attempt?: Duration;
  /** For the first useful event of an answer, per attempt; whole answers are then asked for as streams. */
  readonly firstToken?: Duration;
  /** For the silence between two events of an answer; whole answers are then asked for as streams. */
  readonly idle?: Duration;
  /** The failure classes that go on to the next target, or where each goes; without it refusals go nowhere. */
  readonly fallbackOn?: readonly FailureClass[] | Fallbacks<T>;
  /** How often targets whose failure may pass are asked again; once, after a short wait, unless it is given. */
  readonly retry?: Retry;
  /** What answers a request again without asking a model. */
  readonly cache?: Cache;
  /** Starts the next target beside one that is slow. */
  readonly hedge?: Hedge;
  /** What is asked in the background, to compare. */
  readonly shadow?: Shadow<T>;
  /** A candidate that a share of the requests tries first, of every rule that has none of its own. */
  readonly canary?: Canary<T>;
  /** Prompts and answers are kept. */
  readonly record?: boolean;
  /** What becomes of members of a body that are no parameters: they are left out and named, or the request is refused. */
  readonly unknownParameters?: "drop" | "refuse";
  /** By parameter, what becomes of it where a target cannot take it as it is; in place of what the policy says. */
  readonly unsupported?: Unsupported;
}

/**
 * `"drop"`, the default: it is left out, and named in the answer's headers. `"error"`: a target that cannot take it is not asked. `"emulate"`:
 * it is made by other means.
 */
export interface Unsupported {
  readonly [parameter: string]: "drop" | "error" | "emulate";
}

/** What may be spent in a window of time. */
export interface Budget<M extends Metadata, T extends string> {
  /** Whose budget it is: one fact, such as `(r) => r.key.team`. */
  readonly per: (r: Facts<M>) => string | undefined;
  /** The most that may be spent, such as `usd(500)`. */
  readonly limit: Money;
  /** When it begins anew, UTC; a total never does. */
  readonly window: "hour" | "day" | "week" | "month" | "total";
  /** What serves requests that do not fit into it; absent: they are refused. */
  readonly exhausted?: Strategy<T> | Reject;
  /** Requests without the fact of `per`: refused, unless they share one budget, the pool. */
  readonly missing?: "refuse" | "pool";
  /** Requests while the store of budgets cannot be reached: refused, unless they are allowed. */
  readonly onStoreDown?: "deny" | "allow";
}

/** `M` is the metadata, `T` the names of the tiers, `B` the names of the budgets, `R` those of the routes. */
export interface Policy<M extends Metadata, T extends string, B extends string, R extends string = string> {
  /** What callers may send: a closed list of values, `"string"`, or `{ values, required }`. Nothing else can be matched on. */
  readonly metadata?: M;
  /** Headers that can be matched on, by name in lower case, declared as metadata is. They go to no provider. */
  readonly headers?: Metadata;
  /** Named strategies. */
  readonly tiers?: { readonly [K in T]?: NoInfer<Strategy<T>> };
  /** What clients name in `model`; a name that ends in `*` takes every model that begins so. */
  readonly routes: { readonly [K in R]: NoInfer<Route<M, T, B>> };
  /** What may be spent, and by whom. */
  readonly budgets?: { readonly [K in B]?: NoInfer<Budget<M, T>> };
  /** How much may be asked, and by whom. */
  readonly limits?: NoInfer<{ readonly [name: string]: Limit<M, R, Strategy<T> | Reject> }>;
  /** What must hold of every request, by a name that says it; the compiler proves it, or shows a request that breaks it. */
  readonly invariants?: NoInfer<{ readonly [name: string]: Invariant<M, T, B> }>;
  /** The requests that must be neither recorded nor shared by a cache; the compiler proves that none is. */
  readonly sensitive?: NoInfer<(r: Facts<M, B, T>) => boolean | undefined>;
  /** Of every route and rule that does not say otherwise. */
  readonly zeroRetention?: boolean;
  /** By parameter, what becomes of it where a target cannot take it as it is; a route may say otherwise. */
  readonly unsupported?: Unsupported;
}

/**
 * A whole policy: export it as the default of its file. Its metadata, tiers and budgets are known in its routes, whatever
 * the order in which they are written.
 */
export function policy<
  const M extends Metadata = Record<never, never>,
  T extends string = never,
  B extends string = never,
  R extends string = never,
>(policy: Policy<M, T, B, R>): Policy<M, T, B, R> {
  return policy;
}

/** Refuses the request with an HTTP status from 400 to 499; the client is told `message`. */
export function reject(status: Plain, message: string): Reject {
  return { reject: status, message };
}
