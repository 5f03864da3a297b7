/** What one request knows of the money that its attempts cost: it is held before a target is asked, and settled once. */
import type { TablePlan } from "../../../schemas/table.ts";
import type { CostQuestion } from "../../../semantics/request-cost.ts";
import type { Failure } from "../../failures.ts";
import type { Usage } from "../../operations/chat/answer.ts";
import type { Refusal } from "../../refusal.ts";
import type { RequestHedge } from "../hedging.ts";
import type { AttemptTerms, Begin, OperationAttempt } from "../operation-attempt.ts";
import type { ReadyTarget } from "../ready-targets.ts";
import type { Charged } from "./attempt-charge.ts";

export interface SpendingRequest extends CostQuestion {
  /** What is sent, by the client's names. */
  readonly body: Readonly<Record<string, unknown>>;
  /** Prices are those of this time. */
  readonly now: Date;
  /** What serves when a budget is spent. */
  readonly spent?: TablePlan["spent"];
  /** Where use is written down. */
  readonly use?: AttemptsUse | undefined;
}

export interface AttemptsUse {
  /** What an attempt came to that was sent. */
  charged(target: ReadyTarget, charge: Charged): void;
}

/** Of one request. */
export interface RequestSpending {
  /** Why it cannot be served at all. */
  readonly refusal: Refusal | undefined;
  /** The budget that did not cover the last attempt. */
  readonly spent: string | undefined;
  /** A try that is made, by `begin`, once what it may cost is held. Ends with `over-budget` where that does not fit. */
  attempt(target: ReadyTarget, terms: AttemptTerms, begin: Begin): OperationAttempt;
  /** The same of what is asked beside the request, and may go on when that is over. */
  aside(target: ReadyTarget, terms: AttemptTerms, begin: Begin): OperationAttempt;
  /** Of another request that is made for this one's sake: on the budgets of the same caller. */
  beside(asked: SpendingRequest): RequestSpending;
  /** What the client is told of a request that ended so; `refusal`: what is told of such a failure otherwise. */
  told(failure: Failure, refusal: Refusal): Refusal;
  /** USD that are left of the budgets of which the caller may know it; `cost`: of the answer, in micro-USD, where it is known. */
  left(cost?: number | undefined): string | undefined;
  /** Called once, when all was said: whatever was broken off is settled. `answered`: undefined where nothing was. */
  end(answered: Usage | undefined, hedge: RequestHedge | undefined): void;
}
