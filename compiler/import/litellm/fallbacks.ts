/** Which groups follow a group, in order: fallbacks of fallbacks included, each group once. */
import { cycle } from "../../diagnostics/chain/cycle.ts";
import { refusalFallback } from "../../diagnostics/chain/refusal-fallback.ts";
import { closest } from "../../diagnostics/closest.ts";
import { aliasInFallback } from "../../diagnostics/name/alias-in-fallback.ts";
import { unknownGroup } from "../../diagnostics/name/unknown-group.ts";
import { items } from "../../lower/read.ts";
import type { Span } from "../../source.ts";
import { checkParameters, checkWindows, type Link } from "../chain-checks.ts";
import type { ImportInput } from "../import-input.ts";
import { isOn } from "../settings.ts";
import type { Config, Deployment, Fallback } from "./config.ts";
import { linksOf } from "./targets.ts";

export interface Groups {
  readonly config: Config;
  readonly byName: ReadonlyMap<string, readonly Deployment[]>;
  readonly input: ImportInput;
}

/** A group that is named, aliases resolved; undefined where there is none. */
export function groupNamed(name: string, { config, byName }: Groups): string | undefined {
  if (byName.has(name)) return name;
  const alias = config.aliases.find((candidate) => candidate.name === name);
  return alias && byName.has(alias.to) ? alias.to : undefined;
}

/** The groups that are tried after a group. */
export function successors(group: string, groups: Groups): string[] {
  const found = new Set<string>([group]);
  const visit = (name: string): void => {
    for (const { name: to } of nextOf(name, groups.config)) {
      const next = groupNamed(to, groups);
      if (next === undefined || found.has(next)) continue;
      found.add(next);
      visit(next);
    }
  };
  visit(group);
  found.delete(group);
  return [...found];
}

/** Generic fallbacks first, then those for a window that was too small. */
function nextOf(group: string, config: Config): Fallback["to"] {
  const own = (list: readonly Fallback[]) => list.filter(({ from }) => from === group).flatMap(({ to }) => to);
  const general = own(config.fallbacks);
  return [...(general.length > 0 ? general : config.defaultFallbacks), ...own(config.contextFallbacks)];
}

/** Findings about the fallbacks themselves. */
export function checkFallbacks(groups: Groups): void {
  const { config, input } = groups;
  const { findings } = input;
  for (const item of items(config.setting("fallbacks"))) {
    if (item.kind !== "literal") continue;
    const how = "the router reads maps such as `{ chat: [spare] }` there; it is taken as a fallback of every group";
    findings.changed("a fallback without a group", how, item.origin);
  }
  for (const fallback of [...config.fallbacks, ...config.contextFallbacks]) checkNames(fallback, groups);
  checkNames({ from: "", fromSpan: config.root.origin.span, to: config.defaultFallbacks }, groups);
  checkCycles(groups);
  for (const { fromSpan } of config.contextFallbacks) {
    const how = "they are the last of the chain, and asked after any other failure as well";
    findings.changed("`context_window_fallbacks`", how, fromSpan);
  }
  for (const { from, fromSpan } of config.contentFallbacks) findings.report(refusalFallback, { from }, fromSpan);
  const dropsParameters = isOn(config.setting("drop_params"));
  sayDropping(config, dropsParameters, findings);
  for (const { from, to } of dropsParameters ? [] : config.fallbacks) {
    for (const { name, span } of to) checkParameters(links(from, groups), links(name, groups), span, findings);
  }
  for (const group of groups.byName.keys()) checkWindows(links(group, groups), fallbacksOf(group, groups), findings);
}

/** What a model refuses is left out here, as with `drop_params`. */
function sayDropping({ setting }: Config, drops: boolean, findings: ImportInput["findings"]): void {
  const written = setting("drop_params");
  if (drops) findings.carried(written);
  if (drops || !written) return;
  const why = "what a model refuses is left out there, and named in the answer's headers";
  findings.notCarriedOver(
    "`drop_params`",
    why,
    written.origin,
    "To refuse such a request write `unsupported` on the route.",
  );
}

/** What may serve a group's requests instead: each fallback with those that follow it. */
function fallbacksOf(group: string, groups: Groups): { links: Link[]; at: Span }[] {
  return nextOf(group, groups.config).map(({ name, span }) => {
    const next = groupNamed(name, groups);
    const tried = next === undefined ? [] : [next, ...successors(next, groups)];
    return { links: tried.filter((other) => other !== group).flatMap((other) => links(other, groups)), at: span };
  });
}

function links(name: string, groups: Groups): Link[] {
  const group = groupNamed(name, groups);
  return linksOf((group === undefined ? undefined : groups.byName.get(group)) ?? [], groups.input.catalog);
}

function checkNames({ from, fromSpan, to }: Fallback, groups: Groups): void {
  if (from !== "") checkName(from, fromSpan, groups);
  for (const { name, span } of to) checkName(name, span, groups);
}

function checkName(name: string, span: Span, groups: Groups): void {
  const { config, byName, input } = groups;
  const alias = config.aliases.find((candidate) => candidate.name === name);
  if (byName.has(name) || alias) input.findings.carriedAt(span);
  if (byName.has(name) || name === "*") return;
  if (alias) input.findings.report(aliasInFallback, { alias: name, to: alias.to }, span);
  else input.findings.report(unknownGroup, { name, closest: closest(name, byName.keys()) }, span);
}

/** Each way round is told once, where its last fallback leads back. */
function checkCycles(groups: Groups): void {
  const { config, input } = groups;
  const done = new Set<string>();
  const visit = (name: string, path: string[], span: Span): void => {
    const at = path.indexOf(name);
    if (at !== -1) input.findings.report(cycle, { tiers: [...path.slice(at), name], fallbacks: true }, span);
    if (at !== -1 || done.has(name)) return;
    for (const { name: to, span: place } of config.fallbacks.filter(({ from }) => from === name).flatMap((f) => f.to)) {
      const next = groupNamed(to, groups);
      if (next !== undefined) visit(next, [...path, name], place);
    }
    done.add(name);
  };
  for (const { from, fromSpan } of config.fallbacks) visit(from, [], fromSpan);
}
