/** What requests spend from under one table. */
import type { Table } from "../../../schemas/table.ts";
import { Facts } from "../../../semantics/facts/facts.ts";
import { servedFacts } from "../../../semantics/plan-targets.ts";
import type { Asked } from "../../operations/asked.ts";
import type { Holds } from "../../state/money/holds.ts";
import { ownerOf } from "../owner.ts";
import type { Plan } from "../plan.ts";
import type { TargetsQuestion } from "../planned-targets.ts";
import { standIn } from "../stand-in.ts";
import type { UseBook } from "../use/use-book.ts";
import { BudgetedRequest } from "./budgeted-request.ts";
import type { RequestSpending, SpendingRequest } from "./request-spending.ts";
import type { Spending } from "./spending.ts";
import { TableBudgets } from "./table-budgets.ts";

export class TableSpending implements Spending {
  readonly use: UseBook | undefined;
  readonly #budgets: TableBudgets;
  /** Some rule asks how budgets stand. */
  readonly #isAsked: boolean;

  constructor({ budgets = [], routes }: Pick<Table, "budgets" | "routes">, holds: Holds, use?: UseBook) {
    this.use = use;
    this.#budgets = new TableBudgets(budgets, holds);
    this.#isAsked = routes.some(({ columns }) => columns.some(({ fact }) => fact.startsWith("budget.")));
  }

  of(asked: SpendingRequest): RequestSpending {
    const use = asked.use ?? this.use?.attempts(asked.facts.request.key);
    return new BudgetedRequest(this.#budgets, { ...asked, use });
  }

  spend<R extends Asked>(plan: Plan<R>, asked: TargetsQuestion): void {
    const { facts, max, plan: of } = asked.question;
    const { ask, now } = plan;
    const { spent = {} } = of;
    const use = this.use?.attempts(facts.request.key, plan);
    const served = servedFacts(facts, of.set);
    plan.spending = this.of({ facts, served, plan: of, max, body: ask.body, now, spent, use });
    plan.standIn = (budget) => {
      const action = Object.hasOwn(spent, budget) ? spent[budget] : undefined;
      return action && "plan" in action ? standIn(plan, action, asked) : undefined;
    };
  }

  withStandings(facts: Facts): Facts | Promise<void> {
    if (!this.#isAsked) return facts;
    const { holds, all } = this.#budgets;
    const owned = all.flatMap((budget) => {
      const owner = ownerOf(budget.per, facts);
      return owner === undefined && budget.definition.missing === undefined ? [] : [{ budget, owner }];
    });
    const accounts = owned.map(({ budget, owner }) => this.#budgets.account(budget, owner).id);
    const taken = holds.taken(accounts);
    if (taken instanceof Promise) return taken;
    const standing = owned.flatMap(({ budget }, i) => {
      const spent = taken[i];
      const { name, limit } = budget.definition;
      return spent === undefined ? [] : [[name, { spent: spent / 1e6, limit }] as const];
    });
    const { request } = facts;
    return new Facts({ ...request, state: { ...request.state, budgets: Object.fromEntries(standing) } });
  }
}
