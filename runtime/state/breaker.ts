/**
 * Whether a target, an account or a host is worth asking: closed, then open after failures, then half-open while one request tries
 * it, then closed or open again. Pure: time is what it is told.
 */
import type { FailureClass } from "../../semantics/failures.ts";
import type { BreakerTerms } from "../failures.ts";

export type BreakerState = "closed" | "open" | "half-open";

/** What an attempt was begun with. Only while it is the breaker's own does its outcome count: others tell of an earlier time. */
export type Ticket = number;

export interface CountedFailure {
  readonly class: FailureClass;
  readonly terms: BreakerTerms;
  /** Milliseconds, as the provider asked. */
  readonly retryAfter?: number | undefined;
}

/** Of one that an attempt counts nothing for. */
const NONE: Ticket = -1;
/** Of a failure's share is taken back by a success. */
const SUCCESS = 1 / 5;
/** What is left when it closes: one that answers and breaks off again is open again sooner. */
const RECOVERED = 1 / 2;
/** From here on it is not as it should be. */
const DEGRADED = 2 / 5;
/** Milliseconds without a failure after which earlier ones count no more. */
const FORGOTTEN = 300_000;
/** No provider is believed that it is away for longer. Milliseconds. */
const LONGEST = 3_600_000;
/** For so long nobody asks again where all have said when to come; limits are lifted sooner than they say. Milliseconds. */
const BELIEVED = 30_000;
/** Of thirds and fifths that add up to one. */
const ROUNDING = 1e-9;

export class Breaker {
  #state: BreakerState = "closed";
  #ticket: Ticket = 0;
  #cause: FailureClass | undefined;
  /** When it may be tried again. */
  #until = 0;
  /** The provider has said that time itself. */
  #isSaid = false;
  /** Tries that failed since it was closed. */
  #failedTries = 0;
  #score = 0;
  #failedAt = 0;

  get state(): BreakerState {
    return this.#state;
  }

  /** What opened it last. */
  get cause(): FailureClass | undefined {
    return this.#cause;
  }

  /** Milliseconds until it may be tried again. */
  rest(now: number): number {
    return this.#state === "open" ? Math.max(0, this.#until - now) : 0;
  }

  /** Milliseconds for which the provider has said, and not long ago, that it answers nothing but this failure; else 0. */
  refuses(now: number): number {
    const isLimit = this.#cause === "rate-limited" || this.#cause === "quota";
    return this.#isSaid && isLimit && now - this.#failedAt < BELIEVED ? this.rest(now) : 0;
  }

  /** It should not be asked: it rests, or one request is trying it. */
  blocks(now: number): boolean {
    return this.#state === "half-open" || (this.#state === "open" && now < this.#until);
  }

  /** Closed, but with failures of late; or about to be tried. */
  isDegraded(now: number): boolean {
    return this.#state === "closed" ? this.#score >= DEGRADED - ROUNDING : !this.blocks(now);
  }

  /** An attempt begins. The first one while it is open tries it, be its rest over or not. */
  begin(): Ticket {
    if (this.#state === "half-open") return NONE;
    if (this.#state === "open") this.#go("half-open");
    return this.#ticket;
  }

  /** Its answer has begun. Answers the ticket for what is still to come. */
  opened(ticket: Ticket): Ticket {
    if (ticket !== this.#ticket || this.#state !== "half-open") return ticket;
    this.#failedTries = 0;
    this.#score = RECOVERED;
    this.#go("closed");
    return this.#ticket;
  }

  /** It has done what was asked. */
  succeeded(ticket: Ticket): void {
    if (this.opened(ticket) !== this.#ticket || this.#state !== "closed") return;
    this.#score = Math.max(0, this.#score - SUCCESS);
  }

  failed(ticket: Ticket, failure: CountedFailure, now: number): void {
    if (ticket !== this.#ticket) return;
    if (now - this.#failedAt > FORGOTTEN) this.#score = 0;
    this.#failedAt = now;
    this.#score += 1 / failure.terms.after;
    if (this.#state === "half-open") this.#failedTries += 1;
    else if (this.#score < 1 - ROUNDING) return;
    this.#cause = failure.class;
    this.#until = now + restOf(failure, this.#failedTries);
    this.#isSaid = failure.retryAfter !== undefined;
    this.#go("open");
  }

  /** Nothing was learnt: whoever comes next tries it. */
  unknown(ticket: Ticket, now: number): void {
    if (ticket !== this.#ticket || this.#state !== "half-open") return;
    this.#until = now;
    this.#go("open");
  }

  #go(state: BreakerState): void {
    this.#state = state;
    this.#ticket += 1;
  }
}

/** A limit of the rate says itself when it is over; what fails again rests longer. */
function restOf({ terms: { rest, longestRest }, retryAfter }: CountedFailure, failedTries: number): number {
  if (retryAfter !== undefined) return Math.min(retryAfter, LONGEST);
  return Math.min(rest * 2 ** failedTries, longestRest);
}
