/** What is held for one attempt of a request: taken before it is sent, and settled once, however it ends. */
import type { Failure } from "../../failures.ts";
import type { Holds } from "../../state/money/holds.ts";
import type { Account } from "../../state/store/accounts.ts";
import type { Held } from "../held-attempt.ts";
import type { OperationAttempt } from "../operation-attempt.ts";
import type { ReadyTarget } from "../ready-targets.ts";
import type { Charged, ChargedRequest } from "./attempt-charge.ts";
import { AttemptEnd, type Reckons } from "./attempt-end.ts";
import type { AttemptsUse } from "./request-spending.ts";

/** The request whose attempt it is. */
export interface HeldFor extends Reckons {
  readonly asked: ChargedRequest & { readonly use?: AttemptsUse | undefined };
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

export class AttemptHold implements Held {
  readonly #request: HeldFor;
  readonly #asked: HoldAsked;
  #state: State = { kind: "waiting" };
  readonly #end: AttemptEnd;

  constructor(request: HeldFor, asked: HoldAsked) {
    this.#request = request;
    this.#asked = asked;
    const charged = (charge: Charged): void => this.#charge(charge);
    this.#end = new AttemptEnd(request, { bound: asked.bound, isAside: asked.isAside, charged });
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
      case "held": {
        this.#state = { kind: "held", hold: held.hold, accounts };
        // What was lost may have been found by the hold itself.
        const found = this.#request.inDoubt();
        if (isOver) this.#settle({ cost: 0, unsettled: 0 });
        else if (found) this.release();
        else this.#request.covered(held.left, amount);
        return found;
      }
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
    this.#end.ended(attempt, failure, streamed);
  }

  get #amount(): number {
    return wholeMicro(this.#asked.bound!);
  }

  #charge(charge: Charged): void {
    this.#settle(charge);
    this.#request.asked.use?.charged(this.#asked.target, charge);
  }

  #settle({ cost, unsettled }: Charged): void {
    const state = this.#state;
    this.#state = { kind: "over" };
    const { holds } = this.#request;
    const [whole, open] = [wholeMicro(cost), wholeMicro(unsettled)];
    if (state.kind === "held")
      holds.settle(state.hold, { accounts: state.accounts, amount: this.#amount }, whole, open);
    else if (state.kind === "unheld") holds.charge(state.accounts, whole, open);
  }
}

/** Whole micro-USD, rounded up; sums of doubles are a little more or less than what they stand for. */
export function wholeMicro(cost: number): number {
  return Math.ceil(Math.round(cost * 1_000) / 1_000);
}

function unpriced({ id }: ReadyTarget): Failure {
  return {
    class: "unsupported",
    detail: `${id} has no price for what the request asks for, and a budget needs one.`,
  };
}
