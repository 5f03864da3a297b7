/** One request of a table without budgets, whose use is written down. */
import { requestCost } from "../../../semantics/request-cost.ts";
import type { Usage } from "../../operations/chat/answer.ts";
import type { Refusal } from "../../refusal.ts";
import type { RequestHedge } from "../hedging.ts";
import type { AttemptTerms, Begin, OperationAttempt } from "../operation-attempt.ts";
import type { ReadyTarget } from "../ready-targets.ts";
import type { BrokenOff, Reckons } from "../spending/attempt-end.ts";
import type { AttemptsUse, RequestSpending, SpendingRequest } from "../spending/request-spending.ts";
import { recordedAttempt } from "./recorded-attempt.ts";

export class RecordedRequest implements RequestSpending, Reckons {
  readonly asked: SpendingRequest;
  readonly refusal: undefined;
  readonly spent: undefined;
  readonly #use: AttemptsUse;
  /** Broken off, and not reckoned yet. */
  #brokenOff: BrokenOff[] = [];

  constructor(asked: SpendingRequest, use: AttemptsUse) {
    this.asked = asked;
    this.#use = use;
  }

  attempt(target: ReadyTarget, terms: AttemptTerms, begin: Begin): OperationAttempt {
    return this.#recorded(target, terms, begin, false);
  }

  aside(target: ReadyTarget, terms: AttemptTerms, begin: Begin): OperationAttempt {
    return this.#recorded(target, terms, begin, true);
  }

  beside(asked: SpendingRequest): RequestSpending {
    return new RecordedRequest(asked, this.#use);
  }

  brokenOff(end: BrokenOff): void {
    this.#brokenOff.push(end);
  }

  told(_failure: unknown, refusal: Refusal): Refusal {
    return refusal;
  }

  left(): undefined {}

  end(answered: Usage | undefined, hedge: RequestHedge | undefined): void {
    for (const end of this.#brokenOff) end.settleBrokenOff(answered, hedge);
    this.#brokenOff = [];
  }

  #recorded(target: ReadyTarget, terms: AttemptTerms, begin: Begin, isAside: boolean): OperationAttempt {
    const bound = requestCost("hard", target.target, target.priced, this.asked);
    return recordedAttempt({ request: this, use: this.#use, target, bound, isAside }, terms, begin);
  }
}
