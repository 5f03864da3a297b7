/** What a table needs of a runtime, by name, so that a runtime which lacks something refuses the table. */
import type { Table, TableAction, TablePlan, TableProvider } from "../../schemas/table.ts";
import type { PlanOrder } from "../../schemas/table-order.ts";
import type { TablePrice, TableRates } from "../../schemas/table-price.ts";
import { partsOf } from "../../semantics/order-parts.ts";
import { factFeature } from "../regions/fact-spec.ts";

/** Sorted. `table/<version>` stands for everything that every runtime of that version has. */
export function featuresOf(table: Omit<Table, "features">): string[] {
  const features = new Set([`table/${table.version}`]);
  for (const provider of table.providers) addProvider(provider, features);
  for (const target of table.targets) {
    const { kind, provider, family, price, reasoning, accepts, controls, parameters } = target;
    const { developerRole, concurrency, line, limits } = target;
    if (kind) features.add(`embeddings/${table.providers[provider]!.dialect}`);
    if (family !== undefined) features.add("target/family");
    if (accepts) features.add("target/accepts");
    if (concurrency !== undefined) features.add("target/concurrency");
    if (line) features.add("target/line");
    if (limits) features.add("target/limits");
    if (controls) features.add("target/controls");
    if (reasoning) features.add("target/reasoning");
    for (const fact of ["range", "exclusive", "require", "thoughts"] as const) {
      if (parameters[fact] !== undefined) features.add(`parameters/${fact}`);
    }
    if (developerRole) features.add("target/developer-role");
    for (const feature of price ? rateFeatures(price) : []) features.add(feature);
    if (price?.tiers) features.add("price/tiers");
    if (price?.scheduled) features.add("price/scheduled");
    if (price?.offPeak) features.add("price/off-peak");
    if (price?.serviceTiers) features.add("price/service-tiers");
  }
  for (const plan of table.plans) addPlan(plan, features);
  if (table.budgets) features.add("budgets");
  if (table.limits) features.add("limits");
  if (table.headers) features.add("headers");
  if (table.variables) features.add("variables");
  for (const route of table.routes) {
    for (const column of route.columns) features.add(factFeature(column));
    if (route.unknownParameters) features.add("route/unknown-parameters");
    if (route.env) features.add("route/env");
    if (route.fallbackOn) features.add("route/fallback-on");
    if (route.limits.attempt !== undefined) features.add("route/attempt");
    if (route.limits.wholeAsStream) features.add("route/whole-as-stream");
    if (route.retry) features.add("route/retry");
    if (route.cache?.exact) features.add("route/cache-exact");
    if (route.cache?.normalised) features.add("route/cache-normalised");
    if (route.cache?.semantic) features.add("route/cache-semantic");
    if (route.cache?.perTarget) features.add("route/cache-per-target");
    if (route.hedge) features.add("route/hedge");
    if (route.record) features.add("route/record");
    if (route.max.choices !== undefined) features.add("route/max-choices");
    if (route.name.endsWith("*")) features.add("route/wildcard");
    for (const action of actionsOf(route)) if ("reject" in action) features.add("action/reject");
  }
  return [...features].sort();
}

function addProvider({ dialect, auth, body, concurrency, limits }: TableProvider, features: Set<string>): void {
  features.add(`dialect/${dialect}`);
  if (auth.signing) features.add("provider/signing");
  if (body) features.add("provider/body");
  if (concurrency !== undefined) features.add("provider/concurrency");
  if (limits) features.add("provider/limits");
}

function addPlan(plan: TablePlan, features: Set<string>): void {
  for (const strategy of strategiesOf(plan.order)) features.add(`plan/${strategy}`);
  if (plan.canary) features.add("plan/canary");
  for (const strategy of plan.canary ? strategiesOf(plan.canary.order) : []) features.add(`plan/${strategy}`);
  if (plan.maxCost !== undefined) features.add("plan/max-cost");
  if (plan.priority !== undefined) features.add("plan/priority");
  if (plan.set) features.add("plan/set");
  if (plan.unsupported?.error) features.add("plan/unsupported-error");
  if (plan.unsupported?.emulate) features.add("plan/unsupported-emulate");
  if (plan.zeroRetention) features.add("plan/zero-retention");
  if (plan.shadow) features.add("plan/shadow");
  if (plan.shadow?.judge) features.add("plan/shadow-judge");
  if (plan.judge) features.add("plan/cache-judge");
  if (plan.failing) features.add("plan/failing");
  if (plan.spent) features.add("plan/spent");
  if (plan.limited) features.add("plan/limited");
  if (Object.values({ ...plan.spent, ...plan.limited }).some((action) => "reject" in action))
    features.add("action/reject");
}

function rateFeatures(price: TablePrice): string[] {
  const { tiers = [], scheduled = [], offPeak = {}, serviceTiers = {} } = price;
  const rates: readonly TableRates[] = [price, ...tiers, ...scheduled, offPeak, ...Object.values(serviceTiers)];
  const has = (...names: (keyof TableRates)[]) => rates.some((some) => names.some((name) => some[name] !== undefined));
  return [
    ...(price.unknown || has("inputAudio", "outputAudio") ? ["price/audio"] : []),
    ...(has("cacheWrite1h") ? ["price/cache-1h"] : []),
    ...(has("reasoning") ? ["price/reasoning"] : []),
    ...(price.per1kQueries === undefined ? [] : ["price/searches"]),
  ];
}

function strategiesOf(order: PlanOrder): string[] {
  if (typeof order === "number") return [];
  const sticky = "sticky" in order && order.sticky ? ["sticky"] : [];
  const room = "balance" in order && order.by ? ["balance-room"] : [];
  return [Object.keys(order)[0]!, ...room, ...sticky, ...partsOf(order).flatMap(strategiesOf)];
}

function actionsOf(route: Table["routes"][number]): TableAction[] {
  return [...route.rules.map((rule) => rule.action), route.otherwise];
}
