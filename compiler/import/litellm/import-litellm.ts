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
import { checkDeployments } from "./check-deployments.ts";
import { checkSettings } from "./check-settings.ts";
import { type Deployment, readConfig } from "./config.ts";
import { checkFallbacks, type Groups, groupNamed, successors } from "./fallbacks.ts";
import { strategyOf } from "./groups.ts";
import { checkPrices } from "./prices.ts";
import { byTag, checkTags, tagRules } from "./tags.ts";
import { checkRetries, deadlineOf, firstTokenOf } from "./timing.ts";
import { checkWildcards, isWildcard, passedOn } from "./wildcards.ts";

/** Undefined when the configuration has no model that could be served. */
export function importLitellm(outer: ImportInput): Drafts | undefined {
  const own = new OwnCatalog();
  const config = readConfig(outer.root, outer.catalog, own);
  const input = { ...outer, catalog: own.over(outer.catalog) };
  checkSettings(config, input.findings);
  const served = config.deployments.filter((deployment) => serves(deployment, input));
  const byName = Map.groupBy(served, ({ group }) => group);
  const groups: Groups = { config, byName, input };
  checkDeployments(served, input);
  checkFallbacks(groups);
  checkRetries(groups);
  checkTags(config, input);
  checkPrices(served, config, input);
  checkWildcards(served, input.findings);
  const span = (field(input.root, "model_list") ?? input.root).origin.span;
  const tiers = tiersOf(groups);
  const routes = [...byName.keys()].flatMap((group) => routeOf(group, tiers, groups) ?? []);
  const named = distinct([...routes, ...aliasRoutes(routes, groups)]);
  if (named.length === 0) {
    input.findings.notCarriedOver(
      "the whole configuration",
      "it has no model for chat or embeddings that can be named",
      span,
    );
    return undefined;
  }
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

/** Models for chat, and embedding models that the catalog knows; other kinds are said. */
function serves(deployment: Deployment, { catalog, findings }: ImportInput): boolean {
  const { info, modelSpan } = deployment;
  const mode = field(info, "mode");
  const written = mode?.kind === "literal" ? String(mode.value) : "chat";
  const kind = findTarget(deployment.id, catalog)?.model.kind ?? "chat";
  const other = ["chat", "completion", "responses"].includes(written) ? kind : written;
  if (other === "chat" || (other === "embedding" && kind === "embedding")) return true;
  const why = other === "embedding" ? "the catalog knows no such embedding model" : `it is for ${other}`;
  findings.notCarriedOver(
    `\`${deployment.model}\``,
    `only models for chat and known embedding models are, and ${why}`,
    modelSpan,
  );
  return false;
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

const SUM = "The sum of the timeouts of all that may be tried: set it to what a client waits.";

function routeOf(group: string, tiers: Tiers, groups: Groups): DraftEntry[] | undefined {
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
      entry("deadline", deadlineOf(group, groups), after.length > 0 ? SUM : undefined),
      entry("firstToken", isOfEmbeddings(deployments, input) ? undefined : firstTokenOf(group, groups)),
    ],
    span,
  );
  return [{ key: name, span, value }];
}

function wildcardRoute(group: string, name: string, { config, byName, input }: Groups): DraftEntry[] {
  const [deployment] = byName.get(group)!;
  const { groupSpan: span, model } = deployment!;
  const names = [...byName.keys(), ...config.aliases.map((alias) => alias.name)];
  const passed = passedOn(byName.get(group)!, names, input.catalog);
  if (passed === "many") {
    const instead = "Name the models that clients use; `pointsman catalog list` prints them.";
    input.findings.notCarriedOver(`\`${group}\``, `\`${model}\` stands for too many models, or none`, span, instead);
    return [];
  }
  const value = map([entry("rules", passed.rules), entry("otherwise", passed.otherwise)], span);
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
