/** What a condition may ask about a request. The first argument of every `when`. */

import type { ModelId } from "./models.gen.ts";
import type { Duration, Money } from "./quantities.ts";

/** Facts that callers send: a closed list of values, or any string. */
export type Metadata = Readonly<Record<string, readonly string[] | "string">>;

type MetadataFacts<M extends Metadata> = {
  /** Declared under `metadata`; missing when the caller does not send it. */
  readonly [K in keyof M]?: M[K] extends readonly (infer V)[] ? V : string;
};

/** A number of tokens. */
export type Tokens = number & { readonly unit?: "tokens" };

/** US dollars that were spent, and what is left of the limit. */
export interface BudgetFacts {
  readonly left: Money;
  readonly spent: Money;
  /** Spent over limit, 0 to 1 and beyond. */
  readonly ratio: number;
}

/** Rolling quantiles, missing until something was measured. */
export interface Quantiles {
  readonly p50?: Duration;
  readonly p95?: Duration;
}

export interface LatencyFacts {
  readonly firstToken: Quantiles;
  readonly total: Quantiles;
}

/** `B` are the budgets and `T` the tiers of the policy. */
export interface Facts<M extends Metadata = Metadata, B extends string = string, T extends string = string> {
  /** The route that the request was sent to. */
  readonly route: string;
  /** The `model` that the client asked for, as written. */
  readonly model: string;
  /** The endpoint that was called. */
  readonly endpoint: "chat";
  /** The client wants the answer as a stream. */
  readonly stream: boolean;
  /** Estimated tokens of everything that is sent: messages, tools, images. */
  readonly inputTokens: Tokens;
  /** The most tokens that the client lets the model write; missing when the body does not say. */
  readonly maxOutputTokens?: Tokens;
  /** Messages in the request. */
  readonly messages: number;
  /** Messages by the user. */
  readonly turns: number;
  /** Tools that the model may call. */
  readonly tools: number;
  /** Images in the messages. */
  readonly images: number;
  readonly needs: Needs;
  /** The last user text has a fenced code block. */
  readonly hasCode: boolean;
  /** The last user text. */
  readonly text: {
    /** The text contains `literal`, letter for letter. */
    includes(literal: string): boolean;
    /** The text matches a pattern, which must be one that takes linear time. */
    matches(pattern: RegExp): boolean;
  };
  readonly metadata: MetadataFacts<M>;
  readonly key: Key;
  /** The hour of the day, 0 to 23, UTC. */
  readonly hour: number;
  /** The day of the week, UTC. */
  readonly weekday: "mon" | "tue" | "wed" | "thu" | "fri" | "sat" | "sun";
  /** A number from 0 to 100, always the same for the same value of the fact `by`. */
  sample(by: string): number;
  /** The budgets of the policy, as they stand. */
  readonly budget: { readonly [K in B]: BudgetFacts };
  /** Measured lately, by tier or target. */
  readonly latency: { readonly [K in T | ModelId]: LatencyFacts };
  /** How a target is doing. */
  readonly health: { readonly [K in ModelId]: "up" | "degraded" | "down" };
}

/** What a target must be able to do to serve the request. */
export interface Needs {
  /** Tools are offered, or the history has tool calls. */
  readonly tools: boolean;
  /** A message has an image. */
  readonly vision: boolean;
  /** A message has audio, or the answer must. */
  readonly audio: boolean;
  /** A message has a file. */
  readonly pdf: boolean;
  /** The answer must follow a JSON Schema. */
  readonly jsonSchema: boolean;
  /** The answer must be JSON. */
  readonly jsonMode: boolean;
  /** A reasoning effort is asked for. */
  readonly reasoning: boolean;
}

/** The caller's key. */
export interface Key {
  readonly id: string;
  readonly team?: string;
  readonly env?: string;
  readonly tags: readonly string[];
}
