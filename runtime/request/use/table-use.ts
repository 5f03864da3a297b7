/** Use of a table without budgets: nothing is held, and all is written down. */
import type { Facts } from "../../../semantics/facts/facts.ts";
import { servedFacts } from "../../../semantics/plan-targets.ts";
import type { Asked } from "../../operations/asked.ts";
import type { Plan } from "../plan.ts";
import type { TargetsQuestion } from "../planned-targets.ts";
import type { RequestSpending, SpendingRequest } from "../spending/request-spending.ts";
import type { Spending } from "../spending/spending.ts";
import { RecordedRequest } from "./recorded-request.ts";
import type { UseBook } from "./use-book.ts";

export class TableUse implements Spending {
  readonly use: UseBook;

  constructor(use: UseBook) {
    this.use = use;
  }

  of(asked: SpendingRequest): RequestSpending {
    return new RecordedRequest(asked, asked.use ?? this.use.attempts(asked.facts.request.key));
  }

  spend<R extends Asked>(plan: Plan<R>, { question: { facts, max, plan: of } }: TargetsQuestion): void {
    const { ask, now } = plan;
    const use = this.use.attempts(facts.request.key, plan);
    plan.spending = this.of({ facts, served: servedFacts(facts, of.set), plan: of, max, body: ask.body, now, use });
  }

  withStandings(facts: Facts): Facts {
    return facts;
  }
}
