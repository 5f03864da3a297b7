/** What the way of a request knows of budgets and of the ledger of use. Loaded where a table has budgets, or use is written down. */
import type { Facts } from "../../../semantics/facts/facts.ts";
import type { Asked } from "../../operations/asked.ts";
import type { Plan } from "../plan.ts";
import type { TargetsQuestion } from "../planned-targets.ts";
import type { UseBook } from "../use/use-book.ts";
import type { RequestSpending, SpendingRequest } from "./request-spending.ts";

/** Of one table. */
export interface Spending {
  /** Where use is written down. */
  readonly use?: UseBook | undefined;
  /** What the attempts of a request spend from. */
  of(asked: SpendingRequest): RequestSpending;
  /** The attempts of a plan spend from there, and what stands in for it is known where a budget is spent. */
  spend<R extends Asked>(plan: Plan<R>, asked: TargetsQuestion): void;
  /**
   * With how the budgets stand that the request would spend from, where a rule asks for that. A promise where it must be looked up
   * first: then it is asked for again.
   */
  withStandings(facts: Facts): Facts | Promise<void>;
}
