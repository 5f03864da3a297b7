/** What the way of a request knows of caches. Loaded where a route of the table has one. */
import type { Cancellation } from "../../attempts/cancellation.ts";
import type { Deadline } from "../../attempts/deadline.ts";
import type { ChatEndpoint, ClientSteps } from "../../endpoints/endpoint.ts";
import type { Failure } from "../../failures.ts";
import type { Usage } from "../../operations/chat/answer.ts";
import type { EmulatedFormat } from "../../operations/chat/emulated-format.ts";
import type { ChatRequest } from "../../operations/chat/request.ts";
import type { Upstream } from "../../upstream/upstream.ts";
import type { Asking } from "../asking.ts";
import type { ReadyTarget } from "../ready-targets.ts";
import type { StreamSink } from "../stream-body.ts";
import type { WholeAnswer } from "../whole-answer.ts";

/** Of one table. */
export interface Caching {
  /** Undefined where its route has no cache. */
  chat(asking: AskingChat): CachedRequest | undefined;
  /** A caller says that what the route gave by its meaning was wrong. */
  reported(route: string): void;
}

export interface AskingChat extends Asking<ChatRequest> {
  readonly endpoint: ChatEndpoint;
}

/** One request of a route that has a cache. */
export interface CachedRequest {
  /** An answer that was kept, or that another request gets meanwhile, which is waited for; undefined where a target is to be asked. Never rejects. */
  find(deadline: Deadline, cancellation: Cancellation): Promise<Hit | undefined>;
  /** By which a target is asked, so that its answer can be kept. */
  upstream(target: ReadyTarget, upstream: Upstream): Upstream;
  /** Called once, when all was said to the client; returns at once. Undefined: nothing was served. */
  over(served: Answered | undefined): void;
  /** Value of the header that says what the cache did. */
  readonly told: string;
  /** For the log: how it was found, `miss`, or `off`. */
  readonly tier: string;
}

export interface Hit {
  readonly said: WholeAnswer | Replayed;
  /** Who answered when it was kept. */
  readonly target: string;
  /** Micro-USD: what finding it came to; undefined where that is not known. */
  readonly cost: number | undefined;
}

/** A stream of what was kept. */
export interface Replayed {
  readonly steps: ClientSteps;
  /** Called once. */
  pipe(sink: StreamSink): void;
  /** Settles when all but the end was written, or it was broken off. */
  readonly finished: Promise<Failure | undefined>;
  cancel(cause: Failure): void;
}

/** What the client got. */
export interface Answered {
  readonly failure?: Failure;
  readonly target?: ReadyTarget;
  readonly usage?: Usage | undefined;
  /** Micro-USD. */
  readonly cost?: number | undefined;
  readonly emulated?: EmulatedFormat | undefined;
  /** By what serves where a budget is spent. */
  readonly isStandIn?: boolean;
}
