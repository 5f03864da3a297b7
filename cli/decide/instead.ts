/**
 * What becomes of a request whose first attempt its budgets do not cover, as they are said to stand: by the code that serves, on a
 * store that ends with the question.
 */
import type { Clock } from "../../runtime/clock.ts";
import type { Failure } from "../../runtime/failures.ts";
import { refusalOf } from "../../runtime/refusal.ts";
import { wholeMicro } from "../../runtime/request/spending/attempt-hold.ts";
import { BudgetedRequest } from "../../runtime/request/spending/budgeted-request.ts";
import { TableBudgets } from "../../runtime/request/spending/table-budgets.ts";
import { Holds, type StoreTold } from "../../runtime/state/money/holds.ts";
import { MemoryStore } from "../../runtime/state/store/memory/memory-store.ts";
import type { TablePlan } from "../../schemas/table.ts";
import { budgetLeft } from "../../semantics/facts/state.ts";
import { servedFacts } from "../../semantics/plan-targets.ts";
import { pricedTarget } from "../../semantics/priced-target.ts";
import { requestCost } from "../../semantics/request-cost.ts";
import type { InsteadReport } from "../decision-report.ts";
import { type DecidedRequest, plannedOutcome } from "./planned-outcome.ts";

/** Undefined where its plan is asked. */
export async function insteadOf(decided: DecidedRequest, plan: TablePlan): Promise<InsteadReport | undefined> {
  const { request, attempt } = await standing(decided, plan);
  if (request.refusal) {
    const { status, message } = request.refusal;
    return { why: message, outcome: { reject: status, message } };
  }
  const [first] = plannedOutcome(decided, { plan }).targets;
  const failure = first === undefined ? undefined : await attempt(first);
  if (!failure) return undefined;
  const budget = request.spent!;
  const why = failure.detail;
  const action = plan.spent?.[budget];
  const standIn =
    action && "plan" in action
      ? plannedOutcome(decided, { ...action, plan: decided.table.plans[action.plan]! })
      : undefined;
  const [other] = standIn?.targets ?? [];
  const last = other === undefined ? failure : await attempt(other);
  if (standIn && !last) return { budget, why, outcome: standIn.report };
  const { status, message } = request.told(last!, refusalOf(last!));
  return { budget, why, outcome: { reject: status, message } };
}

/** The request's budgets, with what was spent from them; of what nothing is said nothing was. */
async function standing(
  { table, facts, max }: DecidedRequest,
  plan: TablePlan,
): Promise<{
  request: BudgetedRequest;
  attempt: (target: number) => Promise<Failure | undefined>;
}> {
  const { now, state } = facts.request;
  const store = new MemoryStore();
  const holds = new Holds({ store, clock: clockAt(now), told: nobody, lease: 60_000, isShared: false });
  const budgets = new TableBudgets(table.budgets ?? [], holds);
  const asked = { facts, served: servedFacts(facts, plan.set), plan, max, body: {}, now, spent: plan.spent };
  const request = new BudgetedRequest(budgets, asked);
  const charges = request.accounts().flatMap((account, i) => {
    const left = budgetLeft(state, budgets.all[i]!.definition.name);
    const cost = typeof left === "number" ? account.limit - Math.floor(Number((left * 1e6).toFixed(3))) : 0;
    return cost > 0 ? [{ id: String(i), accounts: [account], cost }] : [];
  });
  await store.settle(charges, now.getTime());
  const attempt = async (index: number): Promise<Failure | undefined> => {
    const target = table.targets[index]!;
    const bound = requestCost("hard", target, pricedTarget(table, target), asked);
    if (!bound) return undefined;
    const amount = wholeMicro(bound);
    const held = await holds.hold(request.accounts(), amount);
    return held.kind === "does-not-fit" ? request.uncovered(held.account, amount, held.left) : undefined;
  };
  return { request, attempt };
}

const nobody: StoreTold = { away() {}, back() {}, doubt() {}, lost() {} };

/** It stands still, so that nothing is done later. */
function clockAt(now: Date): Clock {
  return { now: () => 0, date: () => now, after: () => ({ refresh() {} }), cancel() {} };
}
