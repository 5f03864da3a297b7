/** Strategies → plans: every chain flattened into the targets that it tries, and each of the parts numbered. */
import type { TableAction, TablePlan, TableProvider, TableTarget } from "../../schemas/table.ts";
import type { Action, PolicyIr, Strategy, Target } from "../lower/ir.ts";
import { emitProvider, emitTarget } from "./emit-target.ts";
import { compare } from "./fixed-order.ts";

export interface Plans {
  readonly providers: TableProvider[];
  readonly targets: TableTarget[];
  readonly plans: TablePlan[];
  emit(action: Action): TableAction;
}

/** Only what a route uses is in the table. */
export function collectPlans(policy: PolicyIr): Plans {
  const tiers = new Map(policy.tiers.map((tier) => [tier.name, tier.strategy]));
  const actions = policy.routes.flatMap((route) => [...route.rules.map((rule) => rule.action), route.otherwise]);
  const used = actions.flatMap((action) => (action.kind === "use" ? [flatten(action.strategy, tiers)] : []));

  const targets = new Map(used.flat().map((target) => [target.id, target]));
  const targetIds = numbered(targets.keys());
  const providers = new Map([...targets.values()].map(({ provider }) => [provider.id, provider]));
  const providerIds = numbered(providers.keys());

  const indexes = (plan: readonly Target[]): number[] => plan.map((target) => targetIds.get(target.id)!);
  const plans = [...new Map(used.map(indexes).map((plan) => [plan.join(), plan])).values()].sort(compareLists);
  const planIds = new Map(plans.map((plan, i) => [plan.join(), i]));

  return {
    providers: [...providerIds.keys()].map((id) => emitProvider(providers.get(id)!)),
    targets: [...targetIds.keys()].map((id) => emitTarget(targets.get(id)!, providerIds)),
    plans: plans.map((plan) => ({ targets: plan })),
    emit(action) {
      if (action.kind === "reject") return { reject: { status: action.status, message: action.message } };
      const plan = planIds.get(indexes(flatten(action.strategy, tiers)).join())!;
      return action.strategy.kind === "tier" ? { plan, tier: action.strategy.name } : { plan };
    },
  };
}

/** In the order they are tried; a target that comes again is left out. */
function flatten(strategy: Strategy, tiers: ReadonlyMap<string, Strategy>): Target[] {
  const targets = new Map<string, Target>();
  const visit = (part: Strategy): void => {
    if (part.kind === "tier") visit(tiers.get(part.name)!);
    else if (part.kind === "chain") part.of.forEach(visit);
    else if (!targets.has(part.target.id)) targets.set(part.target.id, part.target);
  };
  visit(strategy);
  return [...targets.values()];
}

function numbered(ids: Iterable<string>): Map<string, number> {
  return new Map([...ids].sort().map((id, i) => [id, i]));
}

function compareLists(a: readonly number[], b: readonly number[]): number {
  const at = a.findIndex((value, i) => value !== b[i]);
  return at === -1 ? a.length - b.length : compare(a[at]!, b[at] ?? -1);
}
