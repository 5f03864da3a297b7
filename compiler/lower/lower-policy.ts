import type { Catalog } from "../load/catalog/open-catalog.ts";
import type { Evaluation } from "../load/typescript/evaluation.ts";
import type { Value } from "../load/value.ts";
import { lowerCache } from "./cache.ts";
import { lowerCanary } from "./canary.ts";
import { lowerCondition } from "./condition.ts";
import { toDocument } from "./document.ts";
import { lowerFactName } from "./fact-name.ts";
import { type FactNames, factScope } from "./fact-scope.ts";
import { lowerFallbackOn } from "./fallback-on.ts";
import { lowerHedge } from "./hedge.ts";
import { lowerInvariants } from "./invariants.ts";
import type { Budget, MetadataField, PolicyIr, Route, Rule, Target, Terms, Tier } from "./ir.ts";
import { lowerLimit } from "./limit.ts";
import { listedValues } from "./listed-values.ts";
import { namedTargets } from "./named-targets.ts";
import { defined, duration, type Entry, entries, entry, field, items, money, number, text, truth } from "./read.ts";
import { lowerRetry } from "./retry.ts";
import { lowerShadow } from "./shadow.ts";
import { findTarget, lowerAction, lowerStrategy, type Names } from "./strategy.ts";
import { reportCycles } from "./tier-cycles.ts";
import { lowerTreatments } from "./treatments.ts";

/**
 * A loaded policy whose shape holds → rules over facts. Findings go to the evaluation; then the result is partial.
 * Invariants are claims about the targets that the policy names, unless others are given.
 */
export function lowerPolicy(
  root: Value,
  catalog: Catalog,
  evaluation: Evaluation,
  claimTargets?: readonly Target[],
): PolicyIr {
  const headers = entries(field(root, "headers")).map((entry) => ({
    ...metadataField(entry),
    isHeader: true as const,
  }));
  const metadata: MetadataField[] = [...entries(field(root, "metadata")).map(metadataField), ...headers];
  const tierEntries = entries(field(root, "tiers"));
  const budgetEntries = entries(field(root, "budgets"));
  const declared: FactNames = {
    metadata,
    budgets: budgetEntries.map((entry) => entry.name),
    tiers: tierEntries.map((entry) => entry.name),
    targets: (id) => findTarget(id, catalog) !== undefined,
    targetIds: () => catalog.allModelIds(),
  };
  const facts = factScope(declared, evaluation);
  const names: Names = { catalog, evaluation, facts, tiers: new Set(tierEntries.map((entry) => entry.name)) };
  const tiers = tierEntries.flatMap((entry) => lowerTier(entry, names));
  reportCycles(tiers, evaluation);
  const budgets = budgetEntries.flatMap((entry) => lowerBudget(entry, names));
  const limits = entries(field(root, "limits")).flatMap((entry) => lowerLimit(entry, names));
  const zeroRetention = truth(field(root, "zeroRetention"));
  const routes = entries(field(root, "routes")).flatMap((entry) => {
    const unsupported = lowerTreatments(field(root, "unsupported"), field(entry.value, "unsupported"));
    return lowerRoute(entry, names, defined({ zeroRetention, unsupported }));
  });
  const about = claimTargets ?? namedTargets({ tiers, routes, budgets, limits });
  const invariants = lowerInvariants(field(root, "invariants"), about, facts);
  const sensitiveValue = field(root, "sensitive");
  const sensitive = sensitiveValue && lowerCondition(sensitiveValue, facts, "in the condition of `sensitive`");
  return { metadata, tiers, routes, budgets, limits, invariants, ...(sensitive && { sensitive }) };
}

function metadataField({ name, value, origin }: Entry): MetadataField {
  const list = listedValues(value);
  return {
    name,
    origin,
    ...(list && { values: list.map((item) => text(item) ?? "") }),
    ...(truth(field(value, "required")) && { required: true }),
  };
}

function lowerTier({ name, value, origin }: Entry, names: Names): Tier[] {
  const strategy = lowerStrategy(value, names);
  return strategy ? [{ name, strategy, origin }] : [];
}

function lowerBudget({ name, value, origin }: Entry, names: Names): Budget[] {
  const perValue = field(value, "per");
  const per = perValue && lowerFactName(perValue, names.facts);
  const limit = money(field(value, "limit"));
  const window = text(field(value, "window")) as Budget["window"] | undefined;
  if (per === undefined || limit === undefined || window === undefined) return [];
  const exhaustedValue = field(value, "exhausted");
  const exhausted = exhaustedValue && lowerAction(exhaustedValue, names);
  const missing = text(field(value, "missing")) as Budget["missing"];
  const onStoreDown = text(field(value, "onStoreDown")) === "allow" ? ("allow" as const) : undefined;
  return [{ name, per, limit, window, ...defined({ exhausted, missing, onStoreDown }), origin }];
}

const limitNames = ["deadline", "attempt", "firstToken", "idle"] as const;

/** `general`: terms of the whole policy. */
function lowerRoute({ name, value, origin }: Entry, names: Names, general: Terms): Route[] {
  const rules = items(field(value, "rules")).flatMap((rule) => lowerRule(rule, names));
  const otherwiseValue = field(value, "otherwise");
  const otherwise = otherwiseValue && lowerAction(otherwiseValue, names);
  if (!otherwise) return [];
  const max = field(value, "max");
  const inputTokens = number(field(max, "inputTokens"));
  const outputTokens = number(field(max, "outputTokens"));
  const choices = number(field(max, "choices"));
  const textBytes = number(field(max, "textBytes"));
  const written = limitNames.map((limit) => [limit, field(value, limit)] as const);
  const record = entry(value, "record");
  const env = field(value, "env");
  return [
    {
      name,
      ...(env && { env: [...new Set(texts(env))].sort() }),
      rules,
      otherwise,
      max: defined({ inputTokens, outputTokens, choices, textBytes }),
      limits: defined(Object.fromEntries(written.map(([limit, length]) => [limit, duration(length)]))),
      limitOrigins: defined(Object.fromEntries(written.map(([limit, length]) => [limit, length?.origin]))),
      ...lowerFallbackOn(value, names),
      ...defined({ retry: lowerRetry(value), cache: lowerCache(value, names), hedge: lowerHedge(value) }),
      ...defined({ shadow: lowerShadow(value, names), canary: lowerCanary(value, names) }),
      ...(truth(record?.value) ? { record: record!.origin } : {}),
      ...(text(field(value, "unknownParameters")) === "refuse" ? { refusesUnknown: true as const } : {}),
      terms: { ...general, ...lowerTerms(value) },
      origin,
    },
  ];
}

function lowerRule(value: Value, names: Names): Rule[] {
  const when = field(value, "when");
  const use = field(value, "use");
  const action = use && lowerAction(use, names);
  const condition = when && lowerCondition(when, names.facts);
  if (!action || !condition) return [];
  const canary = defined({ canary: lowerCanary(value, names) });
  return [{ when: condition, action, terms: lowerTerms(value), ...canary, origin: value.origin }];
}

function lowerTerms(value: Value): Terms {
  const jurisdictions = field(value, "jurisdictions");
  const set = field(value, "set");
  return defined({
    maxCost: money(field(value, "maxCost")),
    jurisdictions: jurisdictions && texts(jurisdictions),
    set: set && (toDocument(set) as Record<string, unknown>),
    setOrigins: set && Object.fromEntries(entries(set).map(({ name, origin }) => [name, origin])),
    zeroRetention: truth(field(value, "zeroRetention")),
    priority: number(field(value, "priority")),
  });
}

function texts(list: Value): string[] {
  return items(list).flatMap((item) => text(item) ?? []);
}
