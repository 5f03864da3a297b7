/** Collects the plans of all routes, then numbers providers, targets and plans; equal plans are one. */
import { canonicalJson } from "../../schemas/canonical.ts";
import type { TableAction, TablePlan, TableProvider, TableTarget } from "../../schemas/table.ts";
import type { TableCanary } from "../../schemas/table-canary.ts";
import type { TableJudge, TableShadow } from "../../schemas/table-shadow.ts";
import { mostJudged } from "../../semantics/judge.ts";
import type {
  Action,
  Budget,
  Canary,
  FailureTier,
  Judge,
  Limit,
  PolicyIr,
  Shadow,
  Strategy,
  Target,
  Terms,
} from "../lower/ir.ts";
import { emitOrder } from "../plan/emit-order.ts";
import { emitProvider, emitTarget } from "../plan/emit-target.ts";
import { byName, compare, defined, sortedRecord } from "../plan/fixed-order.ts";
import { judgeAction, judgeTerms } from "../plan/judge-plan.ts";
import { type Order, orderOf, reachable } from "../plan/order.ts";
import { unsuitable } from "../plan/suitable.ts";
import { zeroRetentionOf } from "../plan/zero-retention.ts";
import { type Bounds, everywhere } from "../regions/bounds.ts";

/** An action whose plan has no number yet. */
export type DraftAction = { draft: Draft; tier?: string } | { reject: { status: number; message: string } };

interface Draft {
  order: Order;
  canary?: DraftCanary;
  terms: Terms;
  /** By budget. */
  spent: ReadonlyMap<string, DraftAction>;
  /** By limit. */
  limited: ReadonlyMap<string, DraftAction>;
  /** By failure class; without a draft nothing is left of what is written. */
  failing: ReadonlyMap<string, Failing>;
  /** Has no other beside it. */
  shadow?: DraftShadow;
  /** Of hits of the route's cache. */
  judge?: DraftJudge;
}

interface DraftShadow {
  readonly action: { draft: Draft; tier?: string };
  readonly share: number;
  readonly judge?: DraftJudge;
}

interface DraftJudge extends Omit<TableJudge, "plan"> {
  readonly draft: Draft;
}

type Failing = { draft?: Draft; tier?: string };

/** A canary of a route, which may have another by the same name. */
export interface NamedCanary {
  readonly name: string;
  readonly definition: Canary;
}

interface DraftCanary extends NamedCanary {
  readonly order: Order;
}

/** The requests that an action serves, and on which terms. */
export interface Region {
  readonly terms: Terms;
  readonly bounds: Bounds;
  readonly failing?: readonly FailureTier[] | undefined;
  /** Those that its requests meet. */
  readonly limits?: readonly Limit[] | undefined;
  readonly shadow?: Shadow | undefined;
  /** Of hits of its cache that are checked. */
  readonly judge?: Judge | undefined;
  readonly canary?: NamedCanary | undefined;
  /** Tokens of an answer, by the route. */
  readonly mostOutput?: number | undefined;
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
  readonly canaries: TableCanary[];
  resolve(action: DraftAction): TableAction;
}

export class Plans {
  readonly noTarget: NoTarget[] = [];
  readonly #tiers: ReadonlyMap<string, Strategy>;
  readonly #budgets: readonly Budget[];
  readonly #drafts: Draft[] = [];
  readonly #alone: Target[] = [];

  constructor({ tiers, budgets }: Pick<PolicyIr, "tiers" | "budgets">) {
    this.#tiers = new Map(tiers.map(({ name, strategy }) => [name, strategy]));
    this.#budgets = byName(budgets);
  }

  /** What an action does in a region; undefined when no target is left, which is noted in `noTarget`. */
  draft(action: Action, region: Region): DraftAction | undefined {
    const found = this.#draft(action, region);
    if ("reasons" in found) this.noTarget.push({ action, reasons: found.reasons });
    else if ("draft" in found) return { ...found, draft: this.#kept(this.#beside(found.draft, region), region) };
    else return found;
    return undefined;
  }

  /** With its shadow and its canary, where some target of those can serve the region. */
  #beside(own: Draft, region: Region): Draft {
    const { shadow, terms } = region;
    const check = this.#judge(region.judge, region);
    const draft = { ...own, ...this.#canary(region), ...(check && { judge: check }) };
    if (!shadow || shadow.share === 0 || terms.operation === "embeddings") return draft;
    const found = this.#draft(shadow.action, region);
    if (!("draft" in found)) return draft;
    this.#drafts.push(found.draft);
    const judge = this.#judge(shadow.judge, region);
    return { ...draft, shadow: { action: found, share: shadow.share, ...(judge && { judge }) } };
  }

  /** What the requests are like is not held against it: it is sent their text. */
  #judge(judge: Judge | undefined, { terms, mostOutput }: Region): DraftJudge | undefined {
    const found = judge && this.#draft(judgeAction(judge), { terms: judgeTerms(terms), bounds: everywhere });
    if (!found || !("draft" in found)) return undefined;
    this.#drafts.push(found.draft);
    return { draft: found.draft, rubric: judge.rubric, mostAnswer: mostJudged(mostOutput) };
  }

  #canary({ canary, terms, bounds }: Region): Pick<Draft, "canary"> {
    if (!canary || canary.definition.share === 0) return {};
    const order = orderOf(canary.definition.strategy, this.#tiers, (target) => !unsuitable(target, terms, bounds));
    return order ? { canary: { ...canary, order } } : {};
  }

  /** With what serves the same requests, on the same terms, when a budget is spent, a limit is full, and when a target has failed. */
  #kept(own: Draft, region: Region): Draft {
    const failing = this.#failing(region);
    const spent = this.#instead(this.#budgets, region, { failing });
    const limited = this.#instead(byName(region.limits ?? []), region, { failing, spent });
    const draft = { ...own, spent, limited, failing };
    this.#drafts.push(draft);
    return draft;
  }

  /** By the name of what is exhausted. `more`: what a draft that stands in has besides. */
  #instead(
    of: readonly (Budget | Limit)[],
    region: Region,
    more: Partial<Pick<Draft, "failing" | "spent">>,
  ): ReadonlyMap<string, DraftAction> {
    const found = of.flatMap(({ name, exhausted }): [string, DraftAction][] => {
      const action = exhausted && this.#draft(exhausted, region);
      if (action === undefined || "reasons" in action) return [];
      if (!("draft" in action)) return [[name, action]];
      const draft = { ...action.draft, ...more };
      this.#drafts.push(draft);
      return [[name, { ...action, draft }]];
    });
    return new Map(found);
  }

  #failing(region: Region): Draft["failing"] {
    const found = (region.failing ?? []).map(({ classes, strategy, origin }) => {
      const action = this.#draft({ kind: "use", strategy, origin }, region);
      const failing: Failing = "draft" in action ? action : strategy.kind === "tier" ? { tier: strategy.name } : {};
      if (failing.draft) this.#drafts.push(failing.draft);
      return classes.map((name): [string, Failing] => [name, failing]);
    });
    return new Map(found.flat().sort(([a], [b]) => compare(a, b)));
  }

  #draft(action: Action, { terms, bounds }: Region): DraftAction | Pick<NoTarget, "reasons"> {
    if (action.kind === "reject") return { reject: { status: action.status, message: action.message } };
    const reasons = new Map<string, string>();
    const keep = (target: Target) => {
      const why = unsuitable(target, terms, bounds);
      if (why) reasons.set(target.id, why);
      return !why;
    };
    const order = orderOf(action.strategy, this.#tiers, keep);
    if (!order) return { reasons: [...reasons].map(([id, why]) => ({ id, why })) };
    const draft = { order, terms, spent: new Map(), limited: new Map(), failing: new Map() };
    return action.strategy.kind === "tier" ? { draft, tier: action.strategy.name } : { draft };
  }

  /** A target that is in no plan is asked, too. */
  reach(target: Target): void {
    this.#alone.push(target);
  }

  /** Only what a route uses is numbered. */
  numbered(): NumberedPlans {
    const alone = this.#alone.map((target) => [target.id, target] as const);
    const targets = new Map([...this.#drafts.flatMap((draft) => [...reached(draft)]), ...alone]);
    const targetIds = numbered(targets.keys());
    const providers = new Map([...targets.values()].map(({ provider }) => [provider.id, provider]));
    const providerIds = numbered(providers.keys());
    const unkept = new Set(
      this.#drafts.flatMap((draft) => (draft.terms.zeroRetention ? [...reached(draft).keys()] : [])),
    );
    const canaries = canariesOf(this.#drafts, targetIds);
    const plans = numberedPlans(this.#drafts, { targetIds, canaryIds: numbered(canaries.map(({ name }) => name)) });
    const ofKind = [...targets.values()].filter(({ model }) => model.kind === "embedding");
    const embedding = new Set(ofKind.map(({ provider }) => provider.id));
    return {
      providers: [...providerIds.keys()].map((id) => emitProvider(providers.get(id)!, embedding.has(id))),
      targets: [...targetIds.keys()].map((id) => ({
        ...emitTarget(targets.get(id)!, providerIds),
        ...(unkept.has(id) && defined({ zeroRetention: zeroRetentionOf(targets.get(id)!) })),
      })),
      ...plans,
      canaries,
    };
  }
}

/** By the order of a plan, and by that of its canary. */
function reached({ order, canary }: Draft): Map<string, Target> {
  return canary ? new Map([...reachable(order), ...reachable(canary.order)]) : reachable(order);
}

/** By name; each with all that it can reach in any plan. */
function canariesOf(drafts: readonly Draft[], targetIds: Numbers): TableCanary[] {
  const all = drafts.flatMap(({ canary }) => canary ?? []);
  return [...Map.groupBy(all, ({ name }) => name)]
    .sort(([a], [b]) => compare(a, b))
    .map(([name, same]) => {
      const { share, by, back } = same[0]!.definition;
      const ids = new Set(same.flatMap(({ order }) => [...reachable(order).keys()]));
      const targets = [...ids].map((id) => targetIds.get(id)!).sort((a, b) => a - b);
      return { name, targets, share, by, back: defined({ failures: back.failures, firstToken: back.firstToken }) };
    });
}

type Numbers = ReadonlyMap<string, number>;

/** What is numbered before the plans are. */
interface Numbered {
  readonly targetIds: Numbers;
  readonly canaryIds: Numbers;
}

/** Equal plans are one. */
function numberedPlans(drafts: readonly Draft[], numbers: Numbered): Pick<NumberedPlans, "plans" | "resolve"> {
  const keys = new Map(drafts.map((draft) => [draft, keyOf(draft, numbers)]));
  const byKey = new Map([...keys].map(([draft, key]) => [key, draft]));
  const indexes = numbered(byKey.keys());
  const resolve = (action: DraftAction): TableAction => {
    if ("reject" in action) return action;
    const plan = indexes.get(keys.get(action.draft)!)!;
    return action.tier === undefined ? { plan } : { plan, tier: action.tier };
  };
  const plans = [...indexes.keys()].map((key): TablePlan => {
    const draft = byKey.get(key)!;
    const failing = ({ draft, tier }: Failing) => ({ ...(draft && { plan: indexes.get(keys.get(draft)!)! }), tier });
    const shadow = draft.shadow && emitShadow(draft.shadow, resolve);
    const judge = draft.judge && emitJudge(draft.judge, resolve);
    return {
      ...emitPlan(draft, numbers),
      ...given("spent", draft.spent, resolve),
      ...given("limited", draft.limited, resolve),
      ...given("failing", draft.failing, (action) => defined(failing(action))),
      ...(shadow && { shadow }),
      ...(judge && { judge }),
    };
  });
  return { plans, resolve };
}

/** Equal texts are equal plans: what stands in for one is written out, since it has no number yet. */
function keyOf(draft: Draft, numbers: Numbered): string {
  const key = ({ draft, tier }: Failing) => ({ ...(draft && { plan: keyOf(draft, numbers) }), tier });
  const instead = (action: DraftAction) => ("reject" in action ? action : key(action));
  const { action, share, judge } = draft.shadow ?? {};
  const judging = (of: DraftJudge | undefined) => of && { ...of, draft: keyOf(of.draft, numbers) };
  return canonicalJson({
    ...emitPlan(draft, numbers),
    ...given("spent", draft.spent, instead),
    ...given("limited", draft.limited, instead),
    ...given("failing", draft.failing, key),
    shadow: action && { ...key(action), share, judge: judging(judge) },
    judge: judging(draft.judge),
  });
}

/** Nothing where there is nothing. */
function given<T, K extends string, E>(
  name: K,
  of: ReadonlyMap<string, T>,
  emit: (action: T) => E,
): Partial<Record<K, Record<string, E>>> {
  if (of.size === 0) return {};
  const emitted = [...of].map(([key, action]) => [key, emit(action)] as const);
  return { [name]: Object.fromEntries(emitted) } as Record<K, Record<string, E>>;
}

function emitShadow({ action, share, judge }: DraftShadow, resolve: (action: DraftAction) => TableAction): TableShadow {
  const resolved = resolve(action) as Extract<TableAction, { plan: number }>;
  return { ...resolved, share, ...(judge && { judge: emitJudge(judge, resolve) }) };
}

function emitJudge({ draft, ...rest }: DraftJudge, resolve: (action: DraftAction) => TableAction): TableJudge {
  const { plan } = resolve({ draft }) as Extract<TableAction, { plan: number }>;
  return { plan, ...rest };
}

function emitPlan(draft: Draft, { targetIds, canaryIds }: Numbered): TablePlan {
  const { order, canary, terms } = draft;
  const index = (id: string) => targetIds.get(id)!;
  const targets = [...reached(draft).keys()].map(index).sort((a, b) => a - b);
  const set = terms.set && sortedRecord(terms.set);
  const zeroRetention = terms.zeroRetention ? (true as const) : undefined;
  const { error, emulate } = terms.unsupported ?? {};
  const treated = defined({ error: error && [...error], emulate: emulate && [...emulate] });
  const unsupported = terms.unsupported && treated;
  const own = defined({ maxCost: terms.maxCost, set, unsupported, zeroRetention, priority: terms.priority });
  const before = canary && { canary: { canary: canaryIds.get(canary.name)!, order: emitOrder(canary.order, index) } };
  return { targets, order: emitOrder(order, index), ...before, ...own };
}

function numbered(ids: Iterable<string>): Map<string, number> {
  return new Map([...ids].sort(compare).map((id, i) => [id, i]));
}
