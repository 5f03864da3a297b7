/** One request under the budgets of its table. */
import { requestCost } from "../../../semantics/request-cost.ts";
import type { Failure } from "../../failures.ts";
import type { Usage } from "../../operations/chat/answer.ts";
import type { Refusal } from "../../refusal.ts";
import type { Account } from "../../state/store/accounts.ts";
import { usd } from "../../usd.ts";
import type { RequestHedge } from "../hedging.ts";
import { HeldAttempt } from "../held-attempt.ts";
import type { AttemptTerms, Begin, OperationAttempt } from "../operation-attempt.ts";
import { type Owner, ownerOf } from "../owner.ts";
import type { ReadyTarget } from "../ready-targets.ts";
import { recordedAttempt } from "../use/recorded-attempt.ts";
import type { BrokenOff } from "./attempt-end.ts";
import { AttemptHold, type HeldFor } from "./attempt-hold.ts";
import { doubtfulLeft, nobodysBudget, notCovered, overBudgetRefusal, unknownLeft } from "./over-budget.ts";
import type { RequestSpending, SpendingRequest } from "./request-spending.ts";
import type { TableBudgets } from "./table-budgets.ts";

/** What was left by account when an attempt was held, and of the hold itself: micro-USD. */
interface Left {
  readonly by: readonly number[];
  readonly amount: number;
}

export class BudgetedRequest implements RequestSpending, HeldFor {
  readonly asked: SpendingRequest;
  readonly refusal: Refusal | undefined;
  spent: string | undefined;
  readonly #budgets: TableBudgets;
  /** By budget. */
  readonly #owners: readonly Owner[];
  #left: Left | undefined;
  /** What is left of the budget that did not cover the last attempt, where the caller may know it. */
  #leftOfSpent: string | undefined;
  #unavailable: Refusal | undefined;
  /** Broken off, and not settled yet. */
  #brokenOff: BrokenOff[] = [];

  constructor(budgets: TableBudgets, asked: SpendingRequest) {
    this.#budgets = budgets;
    this.asked = asked;
    this.#owners = budgets.all.map((budget) => ownerOf(budget.per, asked.facts));
    const missing = budgets.all.find(
      ({ definition }, i) => this.#owners[i] === undefined && definition.missing === undefined,
    )?.definition;
    this.refusal = missing && nobodysBudget(missing.name, missing.per);
  }

  attempt(target: ReadyTarget, terms: AttemptTerms, begin: Begin): OperationAttempt {
    return this.#held(target, terms, begin, false);
  }

  aside(target: ReadyTarget, terms: AttemptTerms, begin: Begin): OperationAttempt {
    return this.#held(target, terms, begin, true);
  }

  beside(asked: SpendingRequest): RequestSpending {
    return new BudgetedRequest(this.#budgets, { ...asked, use: this.asked.use });
  }

  #held(target: ReadyTarget, terms: AttemptTerms, begin: Begin, isAside: boolean): OperationAttempt {
    const bound = requestCost("hard", target.target, target.priced, this.asked);
    // What costs nothing is held on nothing.
    if (bound === 0) {
      const { use } = this.asked;
      return use ? recordedAttempt({ request: this, use, target, bound, isAside }, terms, begin) : begin(terms);
    }
    const hold = new AttemptHold(this, { target, bound, isAside });
    return new HeldAttempt(target, terms, hold, begin);
  }

  get holds(): TableBudgets["holds"] {
    return this.#budgets.holds;
  }

  /** In the windows that are running. */
  accounts(): readonly Account[] {
    return this.#budgets.all.map((budget, i) => this.#budgets.account(budget, this.#owners[i]));
  }

  covered(by: readonly number[], amount: number): void {
    this.#left = { by, amount };
  }

  /** `account`: index of the one that `amount` does not fit on. */
  uncovered(account: number, amount: number, left: number): Failure {
    const { definition, isOwn, window } = this.#budgets.all[account]!;
    this.spent = definition.name;
    this.#leftOfSpent = isOwn ? spelled(definition.name, left) : undefined;
    const amounts = isOwn ? { asked: amount, left } : undefined;
    return notCovered({ budget: definition.name, amounts, ends: window.ends }, this.holds.now);
  }

  /** The budget that is not spent from where nobody can say what is left; undefined where all let the request go on. */
  unavailable(): Failure | undefined {
    const denying = this.#budgets.all.find(({ definition }) => definition.onStoreDown === undefined);
    return denying && this.#refuse(unknownLeft(denying.definition.name));
  }

  /** The same where the store has lost what was spent in a window that is still running. */
  inDoubt(): Failure | undefined {
    const { doubt } = this.holds;
    if (doubt === undefined) return undefined;
    const denying = this.#budgets.all.find(
      ({ definition, window }) => definition.onStoreDown === undefined && window.begins <= doubt,
    );
    return denying && this.#refuse(doubtfulLeft(denying.definition.name));
  }

  brokenOff(end: BrokenOff): void {
    this.#brokenOff.push(end);
  }

  told(failure: Failure, refusal: Refusal): Refusal {
    if (failure.class !== "over-budget") return refusal;
    if (this.#unavailable) return this.#unavailable;
    if (this.spent === undefined) return refusal;
    return overBudgetRefusal(failure, refusal, this.asked.spent?.[this.spent], this.#leftOfSpent);
  }

  left(cost?: number): string | undefined {
    if (!this.#left) return undefined;
    const { by, amount } = this.#left;
    const more = cost === undefined ? 0 : amount - Math.ceil(cost);
    const own = this.#budgets.all.flatMap(({ definition, isOwn }, i) =>
      isOwn ? [spelled(definition.name, by[i]! + more)] : [],
    );
    return own.length === 0 ? undefined : own.join(", ");
  }

  end(answered: Usage | undefined, hedge: RequestHedge | undefined): void {
    for (const end of this.#brokenOff) end.settleBrokenOff(answered, hedge);
    this.#brokenOff = [];
  }

  #refuse(refusal: Refusal): Failure {
    this.#unavailable = refusal;
    return { class: "over-budget", detail: refusal.message };
  }
}

function spelled(name: string, micro: number): string {
  return `${name}=${usd(micro)}`;
}
