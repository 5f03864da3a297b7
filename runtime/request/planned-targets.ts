/** The targets of a plan for one request, ready to be asked. */
import type { Table } from "../../schemas/table.ts";
import { type PlannedTargets, type PlanQuestion, planTargets } from "../../semantics/plan-targets.ts";
import type { Sides } from "../state/sides.ts";
import { elsewhereOf } from "./elsewhere.ts";
import type { Plan } from "./plan.ts";
import type { ReadyTarget } from "./ready-targets.ts";

/** What is asked of the table's plans. */
export interface TargetsQuestion {
  readonly question: PlanQuestion & { readonly table: Table };
  readonly route: string;
  readonly inUse: { readonly targets: readonly ReadyTarget[]; readonly sides?: Sides | undefined };
}

/** `planned`: what the question came to. */
export function plannedTargets(
  { targets, groups, fellOn }: PlannedTargets,
  { question, route, inUse: { targets: ready, sides } }: TargetsQuestion,
): Pick<Plan, "targets" | "groups" | "fall" | "elsewhere"> {
  const { plan, table } = question;
  return {
    targets: targets.map((index) => ready[index]!),
    ...(groups && { groups }),
    ...(fellOn && sides && { fall: sides.fall(route, fellOn) }),
    ...(plan.failing && {
      elsewhere: elsewhereOf(plan.failing, (other) =>
        planTargets({ ...question, plan: table.plans[other]! }).targets.map((index) => ready[index]!),
      ),
    }),
  };
}
