/** A LiteLLM configuration → a draft of a policy: model groups and aliases are routes, fallbacks chains, tags rules. */

import { closest } from "../../diagnostics/closest.ts";
import { unknownGroup } from "../../diagnostics/name/unknown-group.ts";
import { field } from "../../lower/read.ts";
import { findTarget } from "../../lower/strategy.ts";
import { type Draft, type DraftEntry, entry, list, map, plain, text } from "../draft.ts";
import type { Drafts, ImportInput } from "../import-input.ts";
import { OwnCatalog } from "../own-catalog.ts";
import { routeName, tierName } from "../route-name.ts";
import { importBudgets } from "./budgets.ts";
import { cacheOf } from "./caching.ts";
import { checkDeployments } from "./check-deployments.ts";
import { checkSettings } from "./check-settings.ts";
import { type Deployment, readConfig } from "./config.ts";
import { checkFallbacks, type Groups, groupNamed, successors } from "./fallbacks.ts";
import { checkStrategy, strategyOf } from "./groups.ts";
import { serves } from "./kinds.ts";
import { checkNames } from "./names.ts";
import { checkPrices } from "./prices.ts";
import { byTag, checkTags, tagRules } from "./tags.ts";
import { checkRetries, checkTimeouts, firstTokenOf, timingOf } from "./timing.ts";
import { fallbackOnOf } from "./what-follows.ts";
import { carriedOf, checkWildcards, isWildcard, passedOn } from "./wildcards.ts";

/** Undefined when the configuration has no model that could be served. */
export function importLitellm(outer: ImportInput): Drafts | undefined {
  const own = new OwnCatalog();
  const config = readConfig(outer.root, { catalog: outer.catalog, own, findings: outer.findings });
  const input = { ...outer, catalog: own.over(outer.catalog) };
  checkSettings(config, input.findings);
  const served = config.deployments.filter((deployment) => serves(deployment, input, own));
  const byName = Map.groupBy(served, ({ group }) => group);
  const groups: Groups = { config, byName, input };
  checkDeployments(served, input);
  checkFallbacks(groups);
  checkRetries(groups);
  checkTimeouts(groups);
  checkTags(config, input);
  checkPrices(served, config, input);
  checkWildcards(served, input.findings);
  checkNames(groups);
  const span = (field(input.root, "model_list") ?? input.root).origin.span;
  const tiers = tiersOf(groups);
  const cache = cacheOf(config, input.findings);
  const routes = [...byName.keys()].flatMap((group) => routeOf(group, tiers, groups, cache) ?? []);
  const named = distinct([...routes, ...aliasRoutes(routes, groups)]);
  if (named.length === 0) {
    input.findings.notCarriedOver(
      "the whole configuration",
      "it has no model for chat or embeddings that can be named",
      span,
    );
    return undefined;
  }
  checkStrategy(byName, config, input);
  const policy = map(
    [
      tiers.entries.length > 0 ? { key: "tiers", span, value: map(tiers.entries, span) } : undefined,
      { key: "routes", span, value: map(named, span) },
      entry("budgets", importBudgets(config, input.findings)),
    ],
    span,
  );
  return { policy, overlay: own.draft(new Set(served.map(({ id }) => id)), span) };
}

/** Of their answers no part comes first. */
function isOfEmbeddings(deployments: readonly Deployment[], { catalog }: ImportInput): boolean {
  return deployments.every(({ id }) => findTarget(id, catalog)?.model.kind === "embedding");
}

interface Tiers {
  readonly entries: DraftEntry[];
  /** What stands for a group in a route: its tier, or its only target. */
  readonly of: ReadonlyMap<string, Draft>;
}

/** A tier for each group that is more than one target. */
function tiersOf(groups: Groups): Tiers {
  const { config, byName, input } = groups;
  const entries: DraftEntry[] = [];
  const of = new Map<string, Draft>();
  for (const [group, deployments] of byName) {
    if (isWildcard(group) && deployments.some(({ model }) => isWildcard(model))) continue;
    const { otherwise } = byTag(deployments, config);
    const strategy = strategyOf(otherwise, config, input);
    if (!strategy) continue;
    const span = deployments[0]!.groupSpan;
    if (strategy.kind === "text") of.set(group, strategy);
    else {
      const name = unused(tierName(group), entries);
      entries.push({ key: name, span, value: strategy });
      of.set(group, text(name, span));
    }
  }
  return { entries, of };
}

const AS_THERE =
  "As there, refused requests go on as well, and what is refused for its content: leave out what should not.";
const SUM = "All that may be tried, as often as it may be: set it to what a client waits.";

function routeOf(group: string, tiers: Tiers, groups: Groups, cache: Draft | undefined): DraftEntry[] | undefined {
  const { config, byName, input } = groups;
  const deployments = byName.get(group)!;
  const { groupSpan: span } = deployments[0]!;
  const name = nameOf(group, deployments[0]!, input);
  if (isWildcard(group) && deployments.some(({ model }) => isWildcard(model)))
    return wildcardRoute(group, name, groups);
  const after = successors(group, groups).flatMap((next) => tiers.of.get(next) ?? []);
  const chained = (first: Draft): Draft => (after.length > 0 ? list([first, ...after], first.span) : first);
  const tagged = byTag(deployments, config);
  const own = tiers.of.get(group);
  const rules = tagRules(tagged, (some) => chained(strategyOf(some, config, input)!));
  const otherwise = own ? chained(own) : plain({ reject: 403, message: "No model is open to this key." }, span);
  const value = map(
    [
      entry("rules", rules, "Tags are those of the caller's key."),
      entry("otherwise", otherwise),
      ...limitEntries(group, groups),
      entry("cache", cache),
      entry("fallbackOn", fallbackOnOf(group, after, tiers.of, groups, span), AS_THERE),
    ],
    span,
  );
  return [{ key: name, span, value }];
}

function limitEntries(group: string, groups: Groups): (DraftEntry | undefined)[] {
  const { deadline, attempt, retry } = timingOf(group, groups);
  const deployments = groups.byName.get(group)!;
  const firstToken = isOfEmbeddings(deployments, groups.input) ? undefined : firstTokenOf(group, groups);
  return [
    entry("deadline", deadline, deadline && successors(group, groups).length > 0 ? SUM : undefined),
    entry("attempt", attempt),
    entry("firstToken", firstToken),
    entry("retry", retry),
  ];
}

function wildcardRoute(group: string, name: string, groups: Groups): DraftEntry[] {
  const { config, byName, input } = groups;
  const [deployment] = byName.get(group)!;
  const { groupSpan: span, model } = deployment!;
  const names = [...byName.keys(), ...config.aliases.map((alias) => alias.name)];
  const passed = passedOn(byName.get(group)!, names, input.catalog);
  if (passed === "many") {
    const instead = "Name the models that clients use; `pointsman catalog list` prints them.";
    for (const { value } of byName.get(group)!) {
      const why = `\`${model}\` stands for too many models, or none`;
      input.findings.notCarriedOver(`\`${group}\``, why, value.origin, instead);
    }
    return [];
  }
  carriedOf(byName.get(group)!, input.findings);
  const value = map(
    [entry("rules", passed.rules), entry("otherwise", passed.otherwise), ...limitEntries(group, groups)],
    span,
  );
  return [{ key: name, span, value }];
}

/** Says so where clients must ask for another name than before. */
function nameOf(group: string, { groupSpan, id }: Deployment, { findings }: ImportInput): string {
  const stem = group.replace(/^(.*\*).*$/, "$1");
  const name = routeName(stem);
  if (name === group) return name;
  const instead =
    id === group ? `Keys that may name targets can go on asking for \`${id}\`, without fallbacks.` : undefined;
  findings.notCarriedOver(
    `the name \`${group}\``,
    `routes are named otherwise; ask for \`${name}\``,
    groupSpan,
    instead,
  );
  return name;
}

function aliasRoutes(routes: readonly DraftEntry[], groups: Groups): DraftEntry[] {
  const { config, byName, input } = groups;
  return config.aliases.flatMap(({ name, to, span }) => {
    const group = groupNamed(to, groups);
    if (group === undefined) {
      input.findings.report(unknownGroup, { name: to, closest: closest(to, byName.keys()) }, span);
      return [];
    }
    const route = routes.find(({ key }) => key === routeName(group));
    const twin = routes.find(({ key }) => key.toLowerCase() === routeName(name).toLowerCase());
    if (twin) input.findings.notCarriedOver(`the alias \`${name}\``, `the route \`${twin.key}\` is named alike`, span);
    return route && !twin ? [{ ...route, key: routeName(name), span, note: `An alias of ${group}.` }] : [];
  });
}

function distinct(routes: readonly DraftEntry[]): DraftEntry[] {
  const seen = new Set<string>();
  return routes.filter(({ key }) => !seen.has(key) && seen.add(key));
}

function unused(name: string, taken: readonly DraftEntry[]): string {
  let free = name;
  for (let count = 2; taken.some(({ key }) => key === free); count++) free = `${name}-${count}`;
  return free;
}
