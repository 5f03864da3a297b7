/** What is held for one attempt of a request: taken before it is sent, and settled once, however it ends. */
import type { Failure } from "../../failures.ts";
import type { Usage } from "../../operations/chat/answer.ts";
import type { Holds } from "../../state/money/holds.ts";
import type { Account } from "../../state/store/accounts.ts";
import type { RequestHedge } from "../hedging.ts";
import type { OperationAttempt } from "../operation-attempt.ts";
import type { ReadyTarget } from "../ready-targets.ts";
import { type Charged, type ChargedRequest, chargeOf } from "./attempt-charge.ts";
import type { Held } from "./held-attempt.ts";

/** The request whose attempt it is. */
export interface HeldFor {
  readonly asked: ChargedRequest;
  readonly holds: Holds;
  /** In the windows that are running. */
  accounts(): readonly Account[];
  /** What is left by account, now that `amount` is held. */
  covered(left: readonly number[], amount: number): void;
  /** `account`: index of the one that `amount` does not fit on. */
  uncovered(account: number, amount: number, left: number): Failure;
  /** Why it is refused while nobody can say what is left; undefined where it goes on. */
  unavailable(): Failure | undefined;
  /** The same where the store has lost what was spent in a window that is still running. */
  inDoubt(): Failure | undefined;
  /** It is settled when the request is over. */
  brokenOff(hold: AttemptHold): void;
}

export interface HoldAsked {
  readonly target: ReadyTarget;
  /** Micro-USD; undefined where a price is not known. */
  readonly bound: number | undefined;
  /** Beside the request, which may be over before it. */
  readonly isAside: boolean;
}

/** It waits for the store, it is held, nothing could be held and it goes on all the same, or it is over. */
type State =
  | { readonly kind: "waiting" | "over" }
  | { readonly kind: "held"; readonly hold: string; readonly accounts: readonly Account[] }
  | { readonly kind: "unheld"; readonly accounts: readonly Account[] };

interface Ended {
  readonly attempt: OperationAttempt;
  readonly failure: Failure;
  readonly streamed: number;
}

export class AttemptHold implements Held {
  readonly #request: HeldFor;
  readonly #asked: HoldAsked;
  #state: State = { kind: "waiting" };
  #ended: Ended | undefined;

  constructor(request: HeldFor, asked: HoldAsked) {
    this.#request = request;
    this.#asked = asked;
  }

  async hold(): Promise<Failure | undefined> {
    const { bound, target } = this.#asked;
    if (bound === undefined) return unpriced(target);
    const accounts = this.#request.accounts();
    const doubt = this.#request.inDoubt();
    if (doubt) return doubt;
    const amount = this.#amount;
    const held = await this.#request.holds.hold(accounts, amount);
    const isOver = this.#state.kind === "over";
    switch (held.kind) {
      case "held":
        this.#state = { kind: "held", hold: held.hold, accounts };
        if (isOver) this.#settle({ cost: 0, unsettled: 0 });
        else this.#request.covered(held.left, amount);
        return undefined;
      case "does-not-fit":
        return this.#request.uncovered(held.account, amount, held.left);
      case "away": {
        const denied = this.#request.unavailable();
        if (!denied && !isOver) this.#state = { kind: "unheld", accounts };
        return denied;
      }
      default:
        return held satisfies never;
    }
  }

  release(): void {
    this.#settle({ cost: 0, unsettled: 0 });
  }

  ended(attempt: OperationAttempt, failure: Failure | undefined, streamed: number): void {
    // What a race broke off is reckoned by what the answer came to.
    if (failure?.class === "cancelled" && !this.#asked.isAside) {
      this.#ended = { attempt, failure, streamed };
      this.#request.brokenOff(this);
    } else this.#settle(this.#chargeOf({ attempt, failure, streamed }));
  }

  /** Called when the request is over. */
  settleBrokenOff(answered: Usage | undefined, hedge: RequestHedge | undefined): void {
    const ended = this.#ended!;
    const lost = answered && hedge?.lostCost(ended.attempt, answered);
    if (lost === undefined) this.#settle(this.#chargeOf(ended));
    else this.#settle({ cost: lost, unsettled: lost });
  }

  get #amount(): number {
    return micro(this.#asked.bound!);
  }

  #chargeOf(ended: Omit<Ended, "failure"> & { failure: Failure | undefined }): Charged {
    return chargeOf({ ...ended, bound: this.#amount, asked: this.#request.asked });
  }

  #settle({ cost, unsettled }: Charged): void {
    const state = this.#state;
    this.#state = { kind: "over" };
    const { holds } = this.#request;
    const [whole, open] = [micro(cost), micro(unsettled)];
    if (state.kind === "held")
      holds.settle(state.hold, { accounts: state.accounts, amount: this.#amount }, whole, open);
    else if (state.kind === "unheld") holds.charge(state.accounts, whole, open);
  }
}

/** Whole micro-USD, rounded up; sums of doubles are a little more or less than what they stand for. */
function micro(cost: number): number {
  return Math.ceil(Math.round(cost * 1_000) / 1_000);
}

function unpriced({ id }: ReadyTarget): Failure {
  return {
    class: "unsupported",
    detail: `${id} has no price for what the request asks for, and a budget needs one.`,
  };
}
