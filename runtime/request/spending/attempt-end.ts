/** When an attempt is reckoned: as it ends, or, where a race broke it off, by what the answer came to. */
import type { Failure } from "../../failures.ts";
import type { Usage } from "../../operations/chat/answer.ts";
import type { RequestHedge } from "../hedging.ts";
import type { OperationAttempt } from "../operation-attempt.ts";
import { type Charged, type ChargedRequest, chargeOf } from "./attempt-charge.ts";

/** The request whose attempt it is. */
export interface Reckons {
  readonly asked: ChargedRequest;
  /** It is settled when the request is over. */
  brokenOff(end: BrokenOff): void;
}

export interface BrokenOff {
  /** Called when the request is over. `answered`: undefined where nothing was. */
  settleBrokenOff(answered: Usage | undefined, hedge: RequestHedge | undefined): void;
}

export interface EndTerms {
  /** Micro-USD that it may cost; undefined where a price is not known. */
  readonly bound: number | undefined;
  /** Beside the request, which may be over before it. */
  readonly isAside: boolean;
  /** Called once, where it was sent. */
  charged(charge: Charged): void;
}

interface Ended {
  readonly attempt: OperationAttempt;
  readonly failure: Failure | undefined;
  readonly streamed: number;
}

export class AttemptEnd implements BrokenOff {
  readonly #request: Reckons;
  readonly #terms: EndTerms;
  #ended: Ended | undefined;

  constructor(request: Reckons, terms: EndTerms) {
    this.#request = request;
    this.#terms = terms;
  }

  /** Called once. `streamed`: tokens that it has brought as a stream, about. */
  ended(attempt: OperationAttempt, failure: Failure | undefined, streamed: number): void {
    this.#ended = { attempt, failure, streamed };
    if (failure?.class === "cancelled" && !this.#terms.isAside) this.#request.brokenOff(this);
    else this.#charge(this.#ended);
  }

  settleBrokenOff(answered: Usage | undefined, hedge: RequestHedge | undefined): void {
    const ended = this.#ended!;
    const lost = answered && hedge?.lostCost(ended.attempt, answered);
    if (lost === undefined) this.#charge(ended);
    else this.#terms.charged({ cost: lost, unsettled: lost });
  }

  #charge(ended: Ended): void {
    this.#terms.charged(chargeOf({ ...ended, bound: this.#terms.bound, asked: this.#request.asked }));
  }
}
