import type { Failure } from "../../failures.ts";
import type { RawEvent } from "../../wire/sse.ts";
import type { Chunk, Usage } from "./answer.ts";

/** What one event of the provider's stream means for the client. */
export interface Step {
  /** For the client, in its own dialect. */
  bytes?: Buffer;
  /** Text, reasoning, sound or a call: worth committing to. */
  useful?: boolean;
  /** The provider goes on with its answer; what only keeps the connection open does not say so. */
  alive?: boolean;
  /** The stream is over, and not well. */
  failure?: Failure;
}

/** The provider's events turned into the client's; passed as bytes where both speak the same. No I/O. */
export interface StreamSteps {
  read(event: RawEvent): Step;
  /**
   * Behind the last of the whole events from `from` on that are useful, pass as they are, and say nothing else; `from` where there
   * is none. They need not be read.
   */
  runEnd?(bytes: Buffer, from: number): number;
  /** The stream may end here without being truncated. */
  readonly mayEnd: boolean;
  /** Nothing more is awaited. */
  readonly complete: boolean;
  readonly usage: Usage | undefined;
  /** The last events of a whole stream; `cost` is in USD, for the usage of a client that asked for it. */
  ending(cost: number | undefined): Buffer;
}

/** What one event of a stream that is passed on as bytes says. */
export interface RelayedEvent {
  /** It holds text, reasoning, sound or a call. */
  useful: boolean;
  /** It is one that clients of the dialect can read: others are for nobody. */
  readable: boolean;
  /** Choices that it is about, by their index; not told of plain text. */
  seen?: readonly number[];
  /** Those of them that it finishes. */
  finished: readonly number[];
  /** It is the end mark. */
  done: boolean;
  usage?: Usage;
  /** It has no choices, and is there only because usage was asked for. */
  usageOnly: boolean;
  /** What to tell in its place, where clients would stumble over it. */
  mended?: readonly object[];
  /** It is an error, or `malformed`: not the JSON object that it should be. */
  failure?: Failure;
}

/** Reads the events of one stream, in their order. */
export interface RelayReader {
  /** The bytes are one whole event. */
  read(bytes: Buffer): RelayedEvent;
  /** As `StreamSteps.runEnd`. */
  runEnd?(bytes: Buffer, from: number): number;
}

/** The first such chunk commits an attempt. */
export function isUseful(chunk: Chunk): boolean {
  return useful.has(chunk.kind);
}

const useful: ReadonlySet<Chunk["kind"]> = new Set(["text", "refusal", "reasoning", "proof", "tool-call"]);
