/** What the way of a request knows of shadows: what is asked beside it once it is over. Loaded where a table has one. */
import type { ShadowsReport } from "../../../schemas/shadows.ts";
import type { Failure } from "../../failures.ts";
import type { Asked } from "../../operations/asked.ts";
import type { Usage } from "../../operations/chat/answer.ts";
import type { EmulatedFormat } from "../../operations/chat/emulated-format.ts";
import type { Upstream } from "../../upstream/upstream.ts";
import type { Ask } from "../ask.ts";
import type { AttemptTerms, OperationAttempt } from "../operation-attempt.ts";
import type { Plan } from "../plan.ts";
import type { ReadyTarget } from "../ready-targets.ts";

export interface Shadowing {
  /** By the policy's share; undefined where nothing is asked beside this request. Sends nothing. */
  draw<R extends Asked>(request: Shadowed<R>): Drawn | undefined;
  /** A client's request has begun at the target: where that has too many by now, shadows are given up for it. */
  yieldTo(target: ReadyTarget): void;
  /** Gives up all of them, and begins none any more. */
  stop(cause: Failure): void;
  /** What they came to, as figures. */
  readonly report: ShadowsReport;
}

export interface Shadowed<R extends Asked = Asked> {
  /** What the request is called in the log. */
  readonly id: string;
  readonly plan: Plan<R>;
  /** How one of its kind is tried. */
  readonly operation: {
    readonly aside?: true;
    asStream?(ask: Ask<R>, target: ReadyTarget): boolean;
    begin(ask: Ask<R>, target: ReadyTarget, terms: AttemptTerms, upstream: Upstream): OperationAttempt;
  };
}

/** What the client got. */
export interface Answered {
  readonly status: number;
  readonly failure?: Failure;
  readonly target?: ReadyTarget;
  readonly usage?: Usage | undefined;
  /** Micro-USD. */
  readonly cost?: number | undefined;
  readonly emulated?: EmulatedFormat | undefined;
}

export interface Drawn {
  /** By which the request's attempt at a target is sent: what is answered is compared later. */
  upstream(target: ReadyTarget): Upstream;
  /** Called once, when all was said to the client; returns at once. Undefined: nothing was served. */
  over(served: Answered | undefined): void;
}
