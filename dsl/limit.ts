import type { Facts, Metadata } from "./facts.ts";
import type { Plain } from "./quantities.ts";

/** What all limits have. `R` are the routes of the policy, `Action` what may serve or refuse. */
interface AnyLimit<M extends Metadata, R extends string, Action> {
  /** Whose limit it is: one fact, such as `(r) => r.key.id`. */
  readonly per: (r: Facts<M>) => string | undefined;
  /** The routes that it is for; absent: all. */
  readonly routes?: readonly R[];
  /** Requests that lack the fact are refused, or share one limit. */
  readonly missing?: "refuse" | "pool";
  /** What serves requests when it is full; absent: they are refused. */
  readonly exhausted?: Action;
}

/** So much in each window. It fills again evenly: 600 in a minute are one each 100 milliseconds, and all at once where none was used. */
export interface RateLimit<M extends Metadata, R extends string, Action> extends AnyLimit<M, R, Action> {
  readonly requests?: Plain;
  /** Tokens that are sent: first as they are estimated, then as the provider counted them. */
  readonly inputTokens?: Plain;
  /** Tokens that are written: first the most that a request may have, then as the provider counted them. */
  readonly outputTokens?: Plain;
  readonly window: "second" | "minute" | "hour" | "day";
  readonly concurrency?: never;
}

/** So many requests at once, until their answers have ended. */
export interface ConcurrencyLimit<M extends Metadata, R extends string, Action> extends AnyLimit<M, R, Action> {
  readonly concurrency: Plain;
  readonly requests?: never;
  readonly inputTokens?: never;
  readonly outputTokens?: never;
  readonly window?: never;
}

/** How much may be asked: in each window, or at once. */
export type Limit<M extends Metadata, R extends string, Action> =
  | RateLimit<M, R, Action>
  | ConcurrencyLimit<M, R, Action>;
