/** What the way of a request leaves to its operation: how a target is tried, and what comes of it. */
import type { IncomingHttpHeaders } from "node:http";
import type { AttemptTask, Tried } from "../attempts/attempt.ts";
import type { Endpoint } from "../endpoints/endpoint.ts";
import type { Asked } from "../operations/asked.ts";
import type { Usage } from "../operations/chat/answer.ts";
import type { Upstream } from "../upstream/upstream.ts";
import type { Admitted } from "./admit.ts";
import type { Ask } from "./ask.ts";
import type { WaitingSteps } from "./client-stream.ts";
import type { ReadyTarget } from "./ready-targets.ts";
import type { StreamBody } from "./stream-body.ts";

export interface Operation<R extends Asked> {
  readonly endpoint: Endpoint<R>;
  /** The request with what was kept of earlier answers, before it is counted. Absent: nothing is kept. */
  recall?(admitted: Admitted<R>): Admitted<R>;
  /** What its tries come to says nothing of how targets answer. */
  readonly aside?: true;
  /** What is said of a stream that lets wait. Absent: nothing. */
  waiting?(ask: Ask<R>): WaitingSteps;
  /** Begins one try. */
  begin(ask: Ask<R>, target: ReadyTarget, terms: AttemptTerms, upstream: Upstream): OperationAttempt;
}

export type AttemptTerms = Pick<AttemptTask, "limit" | "idle" | "deadline" | "clock" | "observer">;

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

/** An answer that is not streamed, as the client gets it. */
export interface WholeAnswer {
  readonly bytes: Buffer | string;
  readonly usage: Usage | undefined;
  /** The provider did not say how much was used. */
  readonly isEstimated?: boolean;
}
