import { planTargets } from "../../semantics/plan-targets.ts";
import type { Asked } from "../operations/asked.ts";
import type { Plan } from "./plan.ts";
import { plannedTargets, type TargetsQuestion } from "./planned-targets.ts";

/** The same request by another plan, on the same terms; undefined where no target of that can serve it. */
export function standIn<R extends Asked>(
  plan: Plan<R>,
  action: { readonly plan: number; readonly tier?: string | undefined },
  asked: TargetsQuestion,
): Plan<R> | undefined {
  const question = { ...asked.question, plan: asked.question.table.plans[action.plan]! };
  const planned = planTargets(question);
  if (planned.targets.length === 0) return undefined;
  const { ask, table, now, route, rule, priority, fallbackOn, limits, hedge, retry, rooms, spending, told } = plan;
  return {
    ...{ ask, table, now, priority, limits, tier: action.tier, isStandIn: true },
    ...(route !== undefined && { route }),
    ...(rule !== undefined && { rule }),
    ...(fallbackOn && { fallbackOn }),
    ...(hedge && { hedge }),
    ...(retry && { retry }),
    ...(rooms && { rooms }),
    ...(spending && { spending }),
    ...(told && { told }),
    ...plannedTargets(planned, { ...asked, question }),
  };
}
