/** One try of an operation, and what it is begun with. */
import type { IncomingHttpHeaders } from "node:http";
import type { AttemptTask, Tried } from "../attempts/attempt.ts";
import type { AttemptLimit } from "../attempts/run.ts";
import type { EmulatedFormat } from "../operations/chat/emulated-format.ts";
import type { ReadyTarget } from "./ready-targets.ts";
import type { StreamBody, StreamSize } from "./stream-body.ts";
import type { WholeAnswer } from "./whole-answer.ts";

export interface AttemptTerms extends Pick<AttemptTask, "idle" | "deadline" | "clock" | "observer" | "held"> {
  limit: AttemptLimit;
  /** A whole answer is asked for as a stream. */
  asStream: boolean;
  /** Told of what is passed on of a stream, in whole events. Absent: nobody counts it. */
  size?: StreamSize | undefined;
  /** The answer reaches nobody: nothing of it is kept for later requests. */
  aside?: true;
}

/** Begins one try. */
export type Begin = (terms: AttemptTerms) => OperationAttempt;

/** One try of a request at one target. */
export interface OperationAttempt extends Tried {
  readonly target: ReadyTarget;
  /** Of one that waits for something else first: that is there. */
  readonly isSent?: boolean | undefined;
  /** It was asked for in parts, of which others than the one that failed may be billed. */
  readonly isPartly?: boolean;
  /** Parameters that were left out. */
  readonly dropped: readonly string[];
  /** Those whose values are others than the client's. */
  readonly changed?: readonly string[];
  /** The form of the answer is made by other means, which adds to the input. */
  readonly emulated?: EmulatedFormat | undefined;
  /** Tokens: the output limit that was sent, for each answer. */
  readonly limit?: number | undefined;
  /** Of the provider's answer. */
  readonly headers: IncomingHttpHeaders;
  /** An answer that is streamed, once it has opened. */
  readonly stream?: StreamBody | undefined;
  /** One that is not, once it has opened. */
  readonly whole?: WholeAnswer | undefined;
}
