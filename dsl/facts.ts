/** The facts: what a condition may ask about a request. */

import type { Declared, ModelId, ProjectBudget, ProjectTier } from "./names.ts";
import type { Duration, Money } from "./quantities.ts";

/** A name that callers may send, or must. */
export interface MetadataField {
  /** All that may be sent; absent: any text. */
  readonly values?: readonly string[];
  /** Requests without it are refused. */
  readonly required?: boolean;
}

/** What callers may send, by name: a closed list of values, `"string"` for any text, or either with `required`. */
export type Metadata = Readonly<Record<string, readonly string[] | "string" | MetadataField>>;

type MetadataValue<F> = F extends readonly (infer V)[]
  ? V
  : F extends { readonly values: readonly (infer V)[] }
    ? V
    : string;

/** What the caller sends; a fact that is not required is missing when it does not. */
export type MetadataFacts<M extends Metadata> = {
  readonly [K in keyof M as M[K] extends { readonly required: true } ? never : K]?: MetadataValue<M[K]>;
} & {
  readonly [K in keyof M as M[K] extends { readonly required: true } ? K : never]: MetadataValue<M[K]>;
};

/** A fact by whose value requests are told apart: callers with the same value stay together. */
export type GroupingFact<M extends Metadata = Metadata> =
  | "key.id"
  | "key.team"
  | "key.env"
  | "route"
  | "model"
  | `metadata.${keyof M & string}`
  | `headers.${string}`;

/** A budget as it stands, for the key, team or whatever it is `per`. */
export interface BudgetFacts {
  /** US dollars that may still be spent in the window. */
  readonly left: Money;
  /** US dollars that were spent in the window. */
  readonly spent: Money;
  /** Spent over limit: 0 to 1, and beyond when requests under way cost more than was left. */
  readonly ratio: number;
}

/** Rolling quantiles of what was measured. Until something was, every comparison with them is false. */
export interface Quantiles {
  /** Half of the requests were quicker. */
  readonly p50: Duration;
  /** 95 of 100 requests were quicker. */
  readonly p95: Duration;
}

/** How long answers took of late. */
export interface LatencyFacts {
  /** Until the first token of a stream. */
  readonly firstToken: Quantiles;
  /** Until the end of the answer. */
  readonly total: Quantiles;
}

/**
 * What a condition may ask about a request: the first argument of every `when`. In a file of its own a predicate is typed
 * with `Facts`, or with `Facts<typeof metadata>` where it asks for metadata. `B` are the budgets and `T` the tiers. Without them
 * it is what `pointsman types` has declared of the project's policies, and open where it has declared nothing.
 */
export interface Facts<
  M extends Metadata = Declared<"metadata", Metadata>,
  B extends string = ProjectBudget,
  T extends string = ProjectTier,
> {
  /** The route that the request was sent to. */
  readonly route: string;
  /** The `model` that the client asked for, as written. */
  readonly model: string;
  /** The endpoint that was called: what the client speaks. */
  readonly endpoint: "chat" | "messages" | "responses" | "embeddings";
  /** The client wants the answer as a stream. */
  readonly stream: boolean;
  /** Estimated tokens of everything that is sent: messages, tools, images. */
  readonly inputTokens: number;
  /** The most tokens that the client lets the model write; missing when the body does not say. */
  readonly maxOutputTokens?: number;
  /** Answers that the client asks for (`n`): 1 unless it says otherwise, at most 128. */
  readonly choices: number;
  /** What the body says of how it is to be answered. */
  readonly parameters: Parameters;
  /** Messages in the request. */
  readonly messages: number;
  /** Messages by the user. */
  readonly turns: number;
  /** Tools that the model may call. */
  readonly tools: number;
  /** Images in the messages. */
  readonly images: number;
  /** What a target must be able to do to serve the request. */
  readonly needs: Needs;
  /** The last user text has a fenced code block. */
  readonly hasCode: boolean;
  /** The last user text. */
  readonly text: Text;
  /** What the caller sent beside the request, as declared under `metadata`. */
  readonly metadata: MetadataFacts<M>;
  /** Headers that the policy declares under `headers`, by name in lower case; missing where the request has none. */
  readonly headers: { readonly [name: string]: string | undefined };
  /** The caller's key. */
  readonly key: Key;
  /** The hour of the day, 0 to 23, UTC. */
  readonly hour: number;
  /** The day of the week, UTC. */
  readonly weekday: "mon" | "tue" | "wed" | "thu" | "fri" | "sat" | "sun";
  /** The time in a zone, by its name in the database of IANA, such as `r.local("Europe/Berlin").hour`; summer time counts. */
  local(zone: TimeZone): LocalTime;
  /** A number from 0 to 100, always the same for the same value of the fact `by`. */
  sample(by: GroupingFact<M>): number;
  /** The budgets of the policy, as they stand. */
  readonly budget: { readonly [K in B]: BudgetFacts };
  /** Measured lately, by tier or target. */
  readonly latency: { readonly [K in T | ModelId]: LatencyFacts };
  /** How a target is doing. */
  readonly health: { readonly [K in ModelId]: "up" | "degraded" | "down" };
}

/** The name of a time zone in the database of IANA, such as `Europe/Berlin`. */
export type TimeZone = "UTC" | `${string}/${string}`;

/** The time in a zone. */
export interface LocalTime {
  /** The hour of the day, 0 to 23. */
  readonly hour: number;
  /** The day of the week. */
  readonly weekday: "mon" | "tue" | "wed" | "thu" | "fri" | "sat" | "sun";
}

/** A text that can be searched. */
export interface Text {
  /** The text contains `literal`, letter for letter. */
  includes(literal: string): boolean;
  /** The text begins with `literal`, letter for letter. */
  startsWith(literal: string): boolean;
  /** The text ends with `literal`, letter for letter. */
  endsWith(literal: string): boolean;
  /** The text matches a pattern, which must be one that takes linear time. */
  matches(pattern: RegExp): boolean;
}

/** What the body says of how it is to be answered; missing where it does not say, or is for embeddings. */
export interface Parameters {
  /** How freely the model is to choose, 0 to 2. */
  readonly temperature?: number;
  /** The share of the likeliest tokens, 0 to 1. */
  readonly top_p?: number;
  /** Against words that were said before, -2 to 2. */
  readonly presence_penalty?: number;
  /** Against words that were said often, -2 to 2. */
  readonly frequency_penalty?: number;
  /** What makes an answer repeatable. */
  readonly seed?: number;
  /** How many other tokens are to be named, 0 to 20. */
  readonly top_logprobs?: number;
  /** How much the model is to think. */
  readonly reasoning_effort?: "none" | "minimal" | "low" | "medium" | "high" | "xhigh" | "max" | "default";
  /** How much is to be said. */
  readonly verbosity?: "low" | "medium" | "high";
  /** The answer is to say how likely its tokens were. */
  readonly logprobs: boolean;
  /** The provider is asked to keep the answer. */
  readonly store: boolean;
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
  /** More than one answer is asked for, by `n`. */
  readonly choices: boolean;
  /** A tool, or a call in the history, is of another kind than a function. */
  readonly customTools: boolean;
  /** `tool_choice` names a custom tool, or a list of tools that are allowed. */
  readonly toolChoice: boolean;
  /** The older `functions` are offered, or the history has calls of them. */
  readonly functions: boolean;
  /**
   * Content has a form that few APIs take: an image that is neither at an https: address nor a JPEG, PNG, GIF or WebP, a part
   * that its role usually has not, an answer that was spoken, a call without its result.
   */
  readonly otherForms: boolean;
  /** Any of the five before: what few APIs can say. */
  readonly rare: boolean;
}

/** The caller's key. */
export interface Key {
  /** The id of the key, as it stands in the list of keys. */
  readonly id: string;
  /** The team that the key belongs to, where it belongs to one. */
  readonly team?: string;
  /** The environment that the key is for, where it is for one. */
  readonly env?: string;
  /** The tags of the key. */
  readonly tags: readonly string[];
}
