/** What the way of a request leaves to its operation: how a target is tried, and what comes of it. */
import type { Endpoint } from "../endpoints/endpoint.ts";
import type { Asked } from "../operations/asked.ts";
import type { Upstream } from "../upstream/upstream.ts";
import type { Admitted } from "./admit.ts";
import type { Ask } from "./ask.ts";
import type { Asking } from "./asking.ts";
import type { CachedRequest, Caching } from "./caching/caching.ts";
import type { WaitingSteps } from "./client-stream.ts";
import type { AttemptTerms, OperationAttempt } from "./operation-attempt.ts";
import type { ReadyTarget } from "./ready-targets.ts";

export interface Operation<R extends Asked> {
  readonly endpoint: Endpoint<R>;
  /** The request with what was kept of earlier answers, before it is counted. Absent: nothing is kept. */
  recall?(admitted: Admitted<R>): Admitted<R>;
  /** What its tries come to says nothing of how targets answer. */
  readonly aside?: true;
  /** What the cache of its route does for it. Absent, or undefined: nothing. */
  cached?(caching: Caching, asking: Asking<R>): CachedRequest | undefined;
  /** What is said of a stream that lets wait. Absent: nothing. */
  waiting?(ask: Ask<R>): WaitingSteps;
  /** The answer of the target, though it is no stream, is asked for as one where the route wants that. Absent: never. */
  asStream?(ask: Ask<R>, target: ReadyTarget): boolean;
  /** Begins one try. */
  begin(ask: Ask<R>, target: ReadyTarget, terms: AttemptTerms, upstream: Upstream): OperationAttempt;
}
