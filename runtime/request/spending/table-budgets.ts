/** The budgets of a table: whose they are of a request, and in which window. */
import type { TableBudget } from "../../../schemas/table-budget.ts";
import type { FactReader } from "../../../semantics/facts/reader.ts";
import { readerOf } from "../../../semantics/facts/readers.ts";
import type { Holds } from "../../state/money/holds.ts";
import { type Window, windowAt } from "../../state/money/window.ts";
import type { Account } from "../../state/store/accounts.ts";
import { type Owner, ownedKey } from "../owner.ts";

/** A budget, ready for requests. */
export interface ReadyBudget {
  readonly definition: TableBudget;
  /** Micro-USD. */
  readonly limit: number;
  readonly per: FactReader;
  /** Whoever has the fact of `per` says it himself, or by his key: he may know what is left. */
  readonly isOwn: boolean;
  window: Window;
}

export class TableBudgets {
  readonly holds: Holds;
  readonly all: readonly ReadyBudget[];

  constructor(budgets: readonly TableBudget[], holds: Holds) {
    this.holds = holds;
    this.all = budgets.map((definition) => ({
      definition,
      limit: Math.floor(Number((definition.limit * 1e6).toFixed(3))),
      per: readerOf(definition.per)!,
      isOwn: /^(key|metadata|headers)\./.test(definition.per),
      window: windowAt(definition.window, holds.now),
    }));
  }

  /** In the window that is running. */
  account(budget: ReadyBudget, owner: Owner): Account {
    const { definition, limit } = budget;
    const { now } = this.holds;
    if (now < budget.window.begins || now >= budget.window.ends) budget.window = windowAt(definition.window, now);
    const { id, ends } = budget.window;
    return {
      id: ownedKey([definition.name, definition.per, id], owner),
      limit,
      ...(Number.isFinite(ends) && { ends }),
    };
  }
}
