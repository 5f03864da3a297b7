/** Which budgets are in doubt, each told once: those whose window had begun when something was lost, and is still running. */
import type { TableBudget } from "../../../schemas/table-budget.ts";
import type { Doubt } from "../store/store.ts";
import { minuteOf, spelledWindow, windowInDoubt } from "./in-doubt.ts";

export interface DoubtsTerms {
  readonly told: {
    /** `found`: what was lost, and which budgets that concerns. */
    doubt(found: string): void;
    settled(): void;
  };
  /** Milliseconds since 1970. */
  now(): number;
}

export class Doubts {
  readonly #terms: DoubtsTerms;
  #budgets: readonly TableBudget[] = [];
  #doubt: Doubt | undefined;
  /** Names of budgets. */
  readonly #told = new Set<string>();

  constructor(terms: DoubtsTerms) {
    this.#terms = terms;
  }

  /** Those of the table that is to serve. */
  serves(budgets: readonly TableBudget[]): void {
    this.#budgets = budgets;
    this.#tell();
  }

  /** Undefined: it is settled. */
  learn(doubt: Doubt | undefined): void {
    const wasTold = this.#told.size > 0;
    this.#doubt = doubt;
    this.#told.clear();
    if (doubt) this.#tell();
    else if (wasTold) this.#terms.told.settled();
  }

  #tell(): void {
    if (this.#doubt === undefined) return;
    const { since, message } = this.#doubt;
    const { told, now } = this.#terms;
    const windows: string[] = [];
    for (const { name, window: kind } of this.#budgets) {
      const window = this.#told.has(name) ? undefined : windowInDoubt(kind, since, now());
      if (window === undefined) continue;
      this.#told.add(name);
      windows.push(`${name} (${spelledWindow(kind, window)})`);
    }
    if (windows.length === 0) return;
    const what = `What was spent until ${minuteOf(since)} UTC may not be counted in these budgets: ${windows.join("; ")}.`;
    told.doubt(`${message} ${what}`);
  }
}
