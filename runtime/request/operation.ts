/** What the way of a request leaves to its operation: how a target is tried, and what comes of it. */
import type { IncomingHttpHeaders } from "node:http";
import type { AttemptTask, Tried } from "../attempts/attempt.ts";
import type { Endpoint } from "../endpoints/endpoint.ts";
import type { Asked } from "../operations/asked.ts";
import type { Upstream } from "../upstream/upstream.ts";
import type { Admitted } from "./admit.ts";
import type { Ask } from "./ask.ts";
import type { WaitingSteps } from "./client-stream.ts";
import type { ReadyTarget } from "./ready-targets.ts";
import type { StreamBody } from "./stream-body.ts";
import type { WholeAnswer } from "./whole-answer.ts";

export interface Operation<R extends Asked> {
  readonly endpoint: Endpoint<R>;
  /** The request with what was kept of earlier answers, before it is counted. Absent: nothing is kept. */
  recall?(admitted: Admitted<R>): Admitted<R>;
  /** What its tries come to says nothing of how targets answer. */
  readonly aside?: true;
  /** What is said of a stream that lets wait. Absent: nothing. */
  waiting?(ask: Ask<R>): WaitingSteps;
  /** The answer of the target, though it is no stream, is asked for as one where the route wants that. Absent: never. */
  asStream?(ask: Ask<R>, target: ReadyTarget): boolean;
  /** Begins one try. */
  begin(ask: Ask<R>, target: ReadyTarget, terms: AttemptTerms, upstream: Upstream): OperationAttempt;
}

export interface AttemptTerms extends Pick<AttemptTask, "limit" | "idle" | "deadline" | "clock" | "observer"> {
  /** A whole answer is asked for as a stream. */
  asStream: boolean;
}

/** One try of a request at one target. */
export interface OperationAttempt extends Tried {
  readonly target: ReadyTarget;
  /** Parameters that were left out. */
  readonly dropped: readonly string[];
  /** Those whose values are others than the client's. */
  readonly changed?: readonly string[];
  /** The form of the answer is made by other means, which adds to the input. */
  readonly emulated?: object | undefined;
  /** Tokens: the output limit that was sent, for each answer. */
  readonly limit?: number | undefined;
  /** Of the provider's answer. */
  readonly headers: IncomingHttpHeaders;
  /** An answer that is streamed, once it has opened. */
  readonly stream?: StreamBody | undefined;
  /** One that is not, once it has opened. */
  readonly whole?: WholeAnswer | undefined;
}
