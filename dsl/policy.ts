import type { Facts, Metadata } from "./facts.ts";
import type { ModelId } from "./models.gen.ts";
import type { Duration } from "./quantities.ts";

/** Targets in the order in which they are tried. `N` are the names that it uses: models and tiers. */
export interface Chain<N extends string> {
  readonly chain: readonly (N | Chain<N>)[];
}

/** A model at a provider, the name of a tier, or a chain of them. */
export type Strategy<T extends string = never> = ModelId | T | Chain<ModelId | T>;

/** Refuses the request. */
export interface Reject {
  readonly reject: number;
  readonly message: string;
}

export interface Rule<M extends Metadata, T extends string> {
  /** The rule decides when this holds and no earlier rule did. */
  readonly when: (r: Facts<M>) => boolean | undefined;
  /** What serves these requests. */
  readonly use: Strategy<T> | Reject;
}

export interface Route<M extends Metadata, T extends string> {
  /** Tried in order; the first whose condition holds decides. */
  readonly rules?: readonly Rule<M, T>[];
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
}

export interface Policy<M extends Metadata, T extends string> {
  /** What callers may send; nothing else can be matched on. */
  readonly metadata?: M;
  /** Named strategies. */
  readonly tiers?: { readonly [K in T]: Strategy<NoInfer<T>> };
  /** What clients name in `model`. */
  readonly routes: { readonly [name: string]: Route<NoInfer<M>, NoInfer<T>> };
}

/** A whole policy: export it as the default of its file. */
export function policy<const M extends Metadata, T extends string = never>(policy: Policy<M, T>): Policy<M, T> {
  return policy;
}

/** Targets in the order in which they are tried: models, tiers, or chains of them. */
export function chain<const N extends string>(...targets: readonly (N | Chain<N>)[]): Chain<N> {
  return { chain: targets };
}

/** Refuses the request with an HTTP status from 400 to 499; the client is told `message`. */
export function reject(status: number, message: string): Reject {
  return { reject: status, message };
}
