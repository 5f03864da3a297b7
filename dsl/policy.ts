import type { Facts, Metadata } from "./facts.ts";
import type { ModelId } from "./models.gen.ts";
import type { Duration, Money } from "./quantities.ts";

/** Targets in the order in which they are tried. `N` are the names that it uses: models and tiers. */
export interface Chain<N extends string> {
  readonly chain: readonly Part<N>[];
}
/** Shares by weight; requests with the same value of the fact `by` keep their side. */
export interface Split<N extends string> {
  readonly split: { readonly [K in N]?: number };
  readonly by?: string;
}
/** The cheapest for the request's own tokens first. */
export interface Cheapest<N extends string> {
  readonly cheapest: readonly Part<N>[];
  readonly quality?: number;
}
/** The one with the quickest first token first. */
export interface Fastest<N extends string> {
  readonly fastest: readonly Part<N>[];
}
/** The one with the fewest open requests first. */
export interface Balance<N extends string> {
  readonly balance: readonly Part<N>[];
}

type Part<N extends string> = N | Chain<N> | Split<N> | Cheapest<N> | Fastest<N> | Balance<N>;

/** A model at a provider, the name of a tier, or a strategy over them. */
export type Strategy<T extends string = never> = Part<ModelId | T>;

/** Refuses the request. */
export interface Reject {
  readonly reject: number;
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
}

export interface Rule<M extends Metadata, T extends string, B extends string> extends Terms {
  /** The rule decides when this holds and no earlier rule did. */
  readonly when: (r: Facts<M, B, T>) => boolean | undefined;
  /** What serves these requests. */
  readonly use: Strategy<T> | Reject;
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

export interface Route<M extends Metadata, T extends string, B extends string> extends Terms {
  /** Tried in order; the first whose condition holds decides. */
  readonly rules?: readonly Rule<M, T, B>[];
  /** What serves the requests for which no rule holds. */
  readonly otherwise: Strategy<T> | Reject;
  /** Tokens. Larger inputs are refused before any target is tried, larger outputs are cut. */
  readonly max?: { readonly inputTokens?: number; readonly outputTokens?: number };
  /** For the whole request, every attempt and wait included. */
  readonly deadline?: Duration;
  /** For the first useful event of a stream, per attempt. */
  readonly firstToken?: Duration;
  /** For the silence between two events of a stream. */
  readonly idle?: Duration;
  /** The failure classes that go on to the next target; the default leaves refusals out. */
  readonly fallbackOn?: readonly FailureClass[];
}

export interface Budget<M extends Metadata, T extends string> {
  /** Whose budget it is: one fact, such as `(r) => r.key.team`. */
  readonly per: (r: Facts<M>) => string | undefined;
  readonly limit: Money;
  readonly window: "hour" | "day" | "week" | "month";
  /** What serves requests when it is spent; absent: they are refused. */
  readonly exhausted?: Strategy<T> | Reject;
}

export interface Policy<M extends Metadata, T extends string, B extends string> {
  /** What callers may send; nothing else can be matched on. */
  readonly metadata?: M;
  /** Named strategies. */
  readonly tiers?: { readonly [K in T]: Strategy<NoInfer<T>> };
  /** What clients name in `model`; a name that ends in `*` takes every model that begins so. */
  readonly routes: { readonly [name: string]: Route<NoInfer<M>, NoInfer<T>, NoInfer<B>> };
  /** What may be spent, and by whom. */
  readonly budgets?: { readonly [K in B]: Budget<NoInfer<M>, NoInfer<T>> };
}

/** A whole policy: export it as the default of its file. */
export function policy<const M extends Metadata, T extends string = never, B extends string = never>(
  policy: Policy<M, T, B>,
): Policy<M, T, B> {
  return policy;
}

/** Refuses the request with an HTTP status from 400 to 499; the client is told `message`. */
export function reject(status: number, message: string): Reject {
  return { reject: status, message };
}
