/** Claims about every request, which the compiler proves or refutes. */
import type { Facts, Metadata } from "./facts.ts";
import type { Duration, Money, Plain } from "./quantities.ts";

/** What a target may be able to do. */
export type Capability =
  | "assistantPrefill"
  | "audioIn"
  | "audioOut"
  | "forcedToolChoice"
  | "jsonMode"
  | "jsonSchema"
  | "parallelTools"
  | "pdf"
  | "promptCaching"
  | "reasoning"
  | "streaming"
  | "systemMessages"
  | "temperature"
  | "toolChoice"
  | "tools"
  | "videoIn"
  | "vision"
  | "webSearch";

/** By name; what the overlay of a team adds can be asked, too. What nobody knows is missing. */
export type Capabilities = { readonly [K in Capability]?: boolean } & { readonly [name: string]: boolean | undefined };

/**
 * A model at a provider, as the catalog and the team's overlay know it: the first argument of the claim of an invariant. In
 * a file of its own a predicate is typed `(t: Target, r: Facts) => …`. What is not known compares false.
 */
export interface Target {
  /** `provider/model`, as the policy names it. */
  readonly id: string;
  /** The id of the provider: what stands before the slash. */
  readonly provider: string;
  /** The id of the model: what stands behind the slash. */
  readonly model: string;
  /** The wire format that the provider speaks, such as `"openai"`. */
  readonly dialect: string;
  /** The ISO country whose law governs the provider, such as `"DE"`. Where it is not known every comparison is false. */
  readonly jurisdiction: string;
  /** Where requests are processed, such as `"eu"`, if catalog or overlay say so. */
  readonly region?: string;
  /** Days for which prompts and answers are kept, if the overlay says so. */
  readonly retention?: number;
  /** Tokens of input and output together. */
  readonly context: number;
  /** The most tokens that it writes, where that is known. */
  readonly maxOutput?: number;
  /** What it can do; what nobody knows is missing. */
  readonly caps: Capabilities;
  /** The team's own score from the overlay, 0 to 1. */
  readonly quality?: number;
  /** The most US dollars that an attempt with the request can cost there, by what no natural text is above. */
  maxCost(r: Facts): Money;
  /** The same, by what nothing is above: 1.5 tokens for each byte. */
  hardCost(r: Facts): Money;
  /** The longest that an attempt with the request can take there. */
  maxLatency(r: Facts): Duration;
}

/** What all invariants have. */
export interface InvariantScope<M extends Metadata, T extends string, B extends string> {
  /** The requests that it is about; absent: all. */
  readonly when?: (r: Facts<M, B, T>) => boolean | undefined;
}

/** What is asked of a target and a request. */
export type TargetClaim<M extends Metadata, T extends string, B extends string> = (
  t: Target,
  r: Facts<M, B, T>,
) => boolean | undefined;

/** However so many of either fail, another one serves. */
export type Failing =
  | {
      /** As many providers, with all their targets. */
      readonly providers: Plain;
      readonly targets?: never;
    }
  | {
      /** As many targets. */
      readonly targets: Plain;
      readonly providers?: never;
    };

/** A claim about every target that a request may be tried at. */
export interface EveryInvariant<M extends Metadata, T extends string, B extends string>
  extends InvariantScope<M, T, B> {
  /** Holds of every target that such a request may be tried at, fallbacks included. */
  readonly every: TargetClaim<M, T, B>;
  readonly some?: never;
  readonly survives?: never;
  readonly spends?: never;
}

/** A claim about one of the targets that a request may be tried at. */
export interface SomeInvariant<M extends Metadata, T extends string, B extends string> extends InvariantScope<M, T, B> {
  /** Holds of one at least of the targets that such a request may be tried at. */
  readonly some: TargetClaim<M, T, B>;
  readonly every?: never;
  readonly survives?: never;
  readonly spends?: never;
}

/** A claim about what is left when targets fail. */
export interface SurvivesInvariant<M extends Metadata, T extends string, B extends string>
  extends InvariantScope<M, T, B> {
  /** However so many fail, another one serves: `{ providers: 1 }` or `{ targets: 2 }`. */
  readonly survives: Failing;
  readonly every?: never;
  readonly some?: never;
  readonly spends?: never;
}

/** A claim about all that is paid for one request. */
export interface SpendsInvariant<M extends Metadata, T extends string, B extends string>
  extends InvariantScope<M, T, B> {
  /** Every attempt that a provider can bill, the second round and the embedder included, costs together no more. */
  readonly spends: Money;
  readonly every?: never;
  readonly some?: never;
  readonly survives?: never;
}

/** What must hold of every request, in every state of budgets and targets. */
export type Invariant<M extends Metadata, T extends string, B extends string> =
  | EveryInvariant<M, T, B>
  | SomeInvariant<M, T, B>
  | SurvivesInvariant<M, T, B>
  | SpendsInvariant<M, T, B>;
