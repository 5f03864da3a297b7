/** Collects the plans of all routes, then numbers providers, targets and plans; equal plans are one. */
import { canonicalJson } from "../../schemas/canonical.ts";
import type { TableAction, TablePlan, TableProvider, TableTarget } from "../../schemas/table.ts";
import type { Action, Strategy, Target, Terms } from "../lower/ir.ts";
import { emitOrder } from "../plan/emit-order.ts";
import { emitProvider, emitTarget } from "../plan/emit-target.ts";
import { compare, defined, sortedRecord } from "../plan/fixed-order.ts";
import { type Order, orderOf, reachable } from "../plan/order.ts";
import { unsuitable } from "../plan/suitable.ts";
import type { Bounds } from "../regions/bounds.ts";

/** An action whose plan has no number yet. */
export type DraftAction = { draft: Draft; tier?: string } | { reject: { status: number; message: string } };

interface Draft {
  order: Order;
  terms: Terms;
}

/** Why no target of an action can serve its region, by target. */
export interface NoTarget {
  action: Action;
  reasons: { id: string; why: string }[];
}

export interface NumberedPlans {
  readonly providers: TableProvider[];
  readonly targets: TableTarget[];
  readonly plans: TablePlan[];
  resolve(action: DraftAction): TableAction;
}

export class Plans {
  readonly noTarget: NoTarget[] = [];
  readonly #tiers: ReadonlyMap<string, Strategy>;
  readonly #drafts: Draft[] = [];

  constructor(tiers: ReadonlyMap<string, Strategy>) {
    this.#tiers = tiers;
  }

  /** What an action does in a region; undefined when no target is left, which is noted in `noTarget`. */
  draft(action: Action, terms: Terms, bounds: Bounds): DraftAction | undefined {
    if (action.kind === "reject") return { reject: { status: action.status, message: action.message } };
    const reasons = new Map<string, string>();
    const keep = (target: Target) => {
      const why = unsuitable(target, terms, bounds);
      if (why) reasons.set(target.id, why);
      return !why;
    };
    const order = orderOf(action.strategy, this.#tiers, keep);
    if (!order) {
      this.noTarget.push({ action, reasons: [...reasons].map(([id, why]) => ({ id, why })) });
      return undefined;
    }
    const draft = { order, terms };
    this.#drafts.push(draft);
    return action.strategy.kind === "tier" ? { draft, tier: action.strategy.name } : { draft };
  }

  /** Only what a route uses is numbered. */
  numbered(): NumberedPlans {
    const targets = new Map(this.#drafts.flatMap(({ order }) => [...reachable(order)]));
    const targetIds = numbered(targets.keys());
    const providers = new Map([...targets.values()].map(({ provider }) => [provider.id, provider]));
    const providerIds = numbered(providers.keys());
    const planOf = new Map(this.#drafts.map((draft) => [draft, emitPlan(draft, targetIds)]));
    const byKey = new Map([...planOf.values()].map((plan) => [canonicalJson(plan), plan]));
    const keys = [...byKey.keys()].sort(compare);
    const indexes = new Map(keys.map((key, i) => [key, i]));
    return {
      providers: [...providerIds.keys()].map((id) => emitProvider(providers.get(id)!)),
      targets: [...targetIds.keys()].map((id) => emitTarget(targets.get(id)!, providerIds)),
      plans: keys.map((key) => byKey.get(key)!),
      resolve(action) {
        if ("reject" in action) return action;
        const plan = indexes.get(canonicalJson(planOf.get(action.draft)))!;
        return action.tier === undefined ? { plan } : { plan, tier: action.tier };
      },
    };
  }
}

function emitPlan({ order, terms }: Draft, ids: ReadonlyMap<string, number>): TablePlan {
  const targets = [...reachable(order).keys()].map((id) => ids.get(id)!).sort((a, b) => a - b);
  const set = terms.set && sortedRecord(terms.set);
  return { targets, order: emitOrder(order, (id) => ids.get(id)!), ...defined({ maxCost: terms.maxCost, set }) };
}

function numbered(ids: Iterable<string>): Map<string, number> {
  return new Map([...ids].sort(compare).map((id, i) => [id, i]));
}
