import { cycle } from "../diagnostics/chain/cycle.ts";
import type { Catalog } from "../load/catalog/open-catalog.ts";
import type { Evaluation } from "../load/typescript/evaluation.ts";
import type { Value } from "../load/value.ts";
import { lowerCondition } from "./condition.ts";
import { type FactScope, factScope } from "./fact-scope.ts";
import type { Action, MetadataField, PolicyIr, Route, Rule, Strategy, Tier } from "./ir.ts";
import { duration, type Entry, entries, field, items, number, text } from "./read.ts";
import { lowerAction, lowerStrategy, type Names } from "./strategy.ts";

/** A loaded policy whose shape holds → rules over facts. Findings go to the evaluation; then the result is partial. */
export function lowerPolicy(root: Value, catalog: Catalog, evaluation: Evaluation): PolicyIr {
  const metadata = entries(field(root, "metadata")).map(metadataField);
  const tierEntries = entries(field(root, "tiers"));
  const names: Names = { catalog, evaluation, tiers: new Set(tierEntries.map((entry) => entry.name)) };
  const tiers = tierEntries.flatMap((entry) => lowerTier(entry, names));
  for (const [tier, path] of cycles(tiers)) evaluation.report(cycle, { tiers: path }, tier.origin);
  const facts = factScope(metadata, evaluation);
  const routes = entries(field(root, "routes")).flatMap((entry) => lowerRoute(entry, names, facts));
  return { metadata, tiers, routes };
}

function metadataField({ name, value, origin }: Entry): MetadataField {
  if (value.kind !== "list") return { name, origin };
  return { name, origin, values: value.items.map((item) => text(item) ?? "") };
}

function lowerTier({ name, value, origin }: Entry, names: Names): Tier[] {
  const strategy = lowerStrategy(value, names);
  return strategy ? [{ name, strategy, origin }] : [];
}

function lowerRoute({ name, value, origin }: Entry, names: Names, facts: FactScope): Route[] {
  const rules = items(field(value, "rules")).flatMap((rule) => lowerRule(rule, names, facts));
  const otherwiseValue = field(value, "otherwise");
  const otherwise = otherwiseValue && lowerAction(otherwiseValue, names);
  if (!otherwise) return [];
  const max = field(value, "max");
  return [
    {
      name,
      rules,
      otherwise,
      max: defined({
        inputTokens: number(field(max, "inputTokens")),
        outputTokens: number(field(max, "outputTokens")),
      }),
      limits: defined({
        deadline: duration(field(value, "deadline")),
        firstToken: duration(field(value, "firstToken")),
        idle: duration(field(value, "idle")),
      }),
      origin,
    },
  ];
}

function lowerRule(value: Value, names: Names, facts: FactScope): Rule[] {
  const when = field(value, "when");
  const use = field(value, "use");
  const action: Action | undefined = use && lowerAction(use, names);
  const condition = when && lowerCondition(when, facts);
  return action && condition ? [{ when: condition, action, origin: value.origin }] : [];
}

/** Each tier that contains itself, with the way round, once per cycle. */
function cycles(tiers: readonly Tier[]): [Tier, string[]][] {
  const byName = new Map(tiers.map((tier) => [tier.name, tier]));
  const found: [Tier, string[]][] = [];
  const done = new Set<string>();
  const visit = (tier: Tier, path: string[]): void => {
    const at = path.indexOf(tier.name);
    if (at !== -1) {
      found.push([tier, [...path.slice(at), tier.name]]);
    } else if (!done.has(tier.name)) {
      for (const name of tierNames(tier.strategy)) {
        const next = byName.get(name);
        if (next) visit(next, [...path, tier.name]);
      }
    }
    done.add(tier.name);
  };
  for (const tier of tiers) visit(tier, []);
  return found;
}

function tierNames(strategy: Strategy): string[] {
  if (strategy.kind === "tier") return [strategy.name];
  return strategy.kind === "chain" ? strategy.of.flatMap(tierNames) : [];
}

/** Without the keys whose value is undefined. */
function defined<T extends object>(fields: T): { [K in keyof T]?: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as typeof fields & {};
}
