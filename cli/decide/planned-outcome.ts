import { TargetLoad } from "../../runtime/state/target-load.ts";
import type { Table, TablePlan, TableRoute } from "../../schemas/table.ts";
import type { Facts } from "../../semantics/facts/facts.ts";
import { planTargets } from "../../semantics/plan-targets.ts";
import type { PlanReport } from "../decision-report.ts";

/** A request that a route of the table has decided. */
export interface DecidedRequest {
  readonly table: Table;
  readonly facts: Facts;
  readonly max: TableRoute["max"];
}

export interface PlannedOutcome {
  /** Indexes, in order. */
  readonly targets: readonly number[];
  readonly report: PlanReport;
}

/** With idle targets that were never measured: what a runtime finds when it starts. */
export function plannedOutcome(
  { table, facts, max }: DecidedRequest,
  { plan, tier }: { readonly plan: TablePlan; readonly tier?: string | undefined },
): PlannedOutcome {
  const { targets, leftOut } = planTargets({ table, plan, facts, max, load: new TargetLoad() });
  const id = (target: number) => table.targets[target]?.id ?? "";
  const report = {
    ...(tier === undefined ? {} : { tier }),
    plan: targets.map(id),
    leftOut: leftOut.map(({ target, why }) => ({ target: id(target), why })),
  };
  return { targets, report };
}
