/** Every place of a policy where a model stands, each model once for the terms on which it is asked. */
import type { Table, TableAction, TablePlan } from "../schemas/table.ts";

export interface Slot {
  readonly plan: TablePlan;
  /** Index into the table's targets. */
  readonly target: number;
  /** The routes that lead here. */
  readonly routes: readonly string[];
}

/** In the order of the routes, and of the targets in their plans. */
export function slotsOf(table: Pick<Table, "routes" | "plans">): Slot[] {
  const slots = new Map<string, { plan: TablePlan; target: number; routes: Set<string> }>();
  for (const { name, rules, otherwise } of table.routes) {
    for (const plan of plansOf([...rules.map(({ action }) => action), otherwise], table.plans)) {
      for (const target of plan.targets) {
        const terms = JSON.stringify([target, plan.set, plan.zeroRetention, plan.unsupported]);
        const slot = slots.get(terms) ?? { plan, target, routes: new Set() };
        slot.routes.add(name);
        slots.set(terms, slot);
      }
    }
  }
  return [...slots.values()].map(({ routes, ...slot }) => ({ ...slot, routes: [...routes] }));
}

/** Those of the actions, those that serve where a budget is spent or a target has failed, and those that are asked beside. */
function plansOf(actions: readonly TableAction[], plans: readonly TablePlan[]): Set<TablePlan> {
  const found = new Set<TablePlan>();
  const add = (action: TableAction): void => {
    const plan = "plan" in action ? plans[action.plan]! : undefined;
    if (plan === undefined || found.has(plan)) return;
    found.add(plan);
    for (const spent of Object.values(plan.spent ?? {})) add(spent);
    if (plan.shadow) add(plan.shadow);
    if (plan.shadow?.judge) add(plan.shadow.judge);
    if (plan.judge) add(plan.judge);
    for (const { plan: other } of Object.values(plan.failing ?? {})) if (other !== undefined) add({ plan: other });
  };
  for (const action of actions) add(action);
  return found;
}
