import type { IncomingHttpHeaders } from "node:http";
import type { Framing, WireEvent } from "./framing.ts";
import type { Problem } from "./problem.ts";
import type { PromptCache } from "./prompt-cache.ts";

/** The head of a request. */
export interface Head {
  readonly method: string;
  /** Without the query. */
  readonly path: string;
  readonly query: URLSearchParams;
  readonly headers: IncomingHttpHeaders;
  /** The body as it came; a signature covers it. */
  readonly text: string;
}

/** A request at one of the dialect's paths. */
export interface Arrival extends Head {
  /** What the path names, decoded, by the groups of the endpoint's pattern. */
  readonly named: Readonly<Record<string, string>>;
  /** The JSON of the body. */
  readonly body: unknown;
}

/** What a simulator gives to each answer. */
export interface Given {
  readonly seed: number;
  /** Seconds since 1970. */
  readonly created: number;
  /** A new identifier: a prefix and so many letters and digits. */
  readonly newId: (prefix: string, length: number) => string;
  readonly cache: PromptCache;
  /** The most tokens of a text that one event of a stream carries behind the first; default one. */
  readonly tokensPerEvent?: number;
}

/** A request that was understood; what faults need to know of it, and its answer. */
export interface Asking {
  readonly model: string;
  readonly promptTokens: number;
  /** How the stream is written that was asked for; undefined when the answer comes whole. */
  readonly framing: Framing | undefined;
  answer(given: Given): Reply;
}

/** Tokens by kind, in no dialect's arithmetic. What they cost is the price list's matter. */
export interface Billed {
  /** All of the prompt. */
  readonly input: number;
  /** Of the input: what came from the cache, and what was put into it. */
  readonly cacheRead: number;
  readonly cacheWrite: number;
  /** Of all answers, thoughts included. */
  readonly output: number;
  /** Of the output: what was thought. */
  readonly reasoning: number;
}

/** An answer in its dialect. */
export interface Reply {
  /** The tokens that are generated, which take their time. */
  readonly tokens: number;
  /** What its provider bills for all of it; absent: nothing. */
  readonly billed?: Billed;
  /** What this answer adds to the headers of all. */
  readonly headers?: Readonly<Record<string, string>>;
  readonly body: () => object;
  readonly events: () => Iterable<WireEvent>;
}

/** One path of a dialect, for one kind of question. */
export interface Endpoint {
  /** The end of the path; any prefix is allowed before it. Named groups become `Arrival.named`. */
  readonly path: RegExp;
  /** The path as it is shown to who asked for another. */
  readonly shown: string;
  /** @throws RequestProblem */
  read(arrival: Arrival): Asking;
}

export interface ErrorAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: object;
}

/** A wire dialect: how it is asked, how it answers, how it fails. Nothing here does I/O. */
export interface Wire {
  readonly endpoints: readonly Endpoint[];
  /** The key that came along; "" where the dialect needs none. */
  keyOf(head: Head): string | undefined;
  /** Whether the request proves that key: a signature does. Absent where the key itself is sent. */
  proves?(head: Head, key: string): boolean;
  /** The headers of every answer, good or bad. */
  headers(requestId: string, elapsed: number): Record<string, string>;
  toError(problem: Problem, requestId: string): ErrorAnswer;
  toErrorEvent(problem: Problem, requestId: string): WireEvent;
}
