/** A Portkey strategy as one of ours. Strategies inside a split become tiers, because a split names its parts. */
import { fractionalWeight } from "../../diagnostics/chain/fractional-weight.ts";
import type { Value } from "../../load/value.ts";
import { text as textOf } from "../../lower/read.ts";
import { findTarget } from "../../lower/strategy.ts";
import { checkParameters, checkWindows, type Link } from "../chain-checks.ts";
import { type Draft, type DraftEntry, list, map, text } from "../draft.ts";
import { tierName } from "../route-name.ts";
import { amount } from "../settings.ts";
import { modeOf, ofStrategy, part, targetsOf } from "./parts.ts";
import { stickiness } from "./sticky.ts";
import { type TargetInput, targetOf } from "./targets.ts";

export interface Strategies {
  readonly input: TargetInput;
  /** Both are filled while strategies are read. */
  readonly tiers: DraftEntry[];
  readonly metadata: Map<string, DraftEntry>;
}

/** Undefined when no target is left. */
export function strategyOf(value: Value, all: Strategies): Draft | undefined {
  switch (modeOf(value)) {
    case "fallback":
      return chain(value, all);
    case "loadbalance":
      return split(value, all);
    case "conditional": {
      const why = "conditions are rules, and rules stand at the outermost level; the default is used";
      all.input.findings.notCarriedOver("a condition inside a strategy", why, value.origin);
      const name = textOf(ofStrategy(value, "default"));
      const target = targetsOf(value).find((candidate) => textOf(part(candidate, "name")) === name);
      return target && strategyOf(target, all);
    }
    default: {
      const [first] = targetsOf(value);
      return first ? strategyOf(first, all) : targetOf(value, all.input);
    }
  }
}

function chain(value: Value, all: Strategies): Draft | undefined {
  const links = targetsOf(value).map((target) => ({ target, draft: strategyOf(target, all) }));
  const kept = distinct(links.flatMap(({ draft }) => draft ?? []));
  const [first, ...rest] = kept.map((draft) => linksIn(draft, all));
  const after = rest.map((next, index) => ({ links: next, at: kept[index + 1]!.span }));
  checkWindows(first ?? [], after, all.input.findings);
  for (const { links: next, at } of after) checkParameters(first!, next, at, all.input.findings);
  if (kept.length < 2) return kept[0];
  return list(
    kept.flatMap((draft) => (draft.kind === "list" ? draft.items : [draft])),
    value.origin.span,
  );
}

/** A model that several targets come to is asked once. */
function distinct(drafts: readonly Draft[]): Draft[] {
  const seen = new Set<unknown>();
  return drafts.filter((draft) => draft.kind !== "text" || (!seen.has(draft.value) && seen.add(draft.value)));
}

function linksIn(draft: Draft, all: Strategies): Link[] {
  if (draft.kind === "list") return draft.items.flatMap((item) => linksIn(item, all));
  if (draft.kind === "map") return draft.entries.flatMap(({ value }) => linksIn(value, all));
  const target = findTarget(String(draft.value), all.input.catalog);
  if (target) return [{ target, span: draft.span }];
  const tier = all.tiers.find(({ key }) => key === draft.value);
  return tier ? linksIn(tier.value, all) : [];
}

function split(value: Value, all: Strategies): Draft | undefined {
  const { findings } = all.input;
  const targets = targetsOf(value);
  const shares = targets.map((target) => amount(part(target, "weight")) ?? 1);
  const unit = [1, 10, 100, 1000].find((factor) => shares.every((share) => isWhole(share * factor))) ?? 10_000;
  const entries = new Map<string, DraftEntry>();
  for (const [index, target] of targets.entries()) {
    const draft = strategyOf(target, all);
    if (!draft) continue;
    const { span } = part(target, "weight")?.origin ?? target.origin;
    findings.carried(part(target, "weight"));
    const share = shares[index]!;
    const named = nameOf(draft, target, all);
    if (unit > 1 && share !== 0)
      findings.report(fractionalWeight, { weight: share, instead: Math.round(share * unit) }, span);
    const before = entries.get(named)?.value;
    const weight = Math.round(share * unit) + (before?.kind === "text" ? Number(before.value) : 0);
    entries.set(named, { key: named, span: draft.span, value: text(weight, span) });
  }
  const [only] = entries.values();
  if (!only) return undefined;
  if (entries.size === 1) return text(only.key, only.span);
  const { span } = value.origin;
  return map(
    [{ key: "split", span, value: map([...entries.values()], span) }, stickiness(value, all.metadata, findings)],
    span,
  );
}

/** What stands for a strategy where only a name can: itself when it is a target, else a tier made for it. */
function nameOf(draft: Draft, target: Value, { tiers }: Strategies): string {
  if (draft.kind === "text") return String(draft.value);
  const made = tiers.find((tier) => tier.value.span === draft.span);
  if (made) return made.key;
  const stem = tierName(textOf(part(target, "name")) ?? `part-${tiers.length + 1}`);
  let name = stem;
  for (let count = 2; tiers.some(({ key }) => key === name); count++) name = `${stem}-${count}`;
  tiers.push({ key: name, span: draft.span, value: draft });
  return name;
}

function isWhole(number: number): boolean {
  return Math.abs(number - Math.round(number)) < 1e-9;
}
