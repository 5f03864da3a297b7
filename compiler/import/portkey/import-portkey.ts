/** A Portkey config → a draft of a policy with one route: conditions are rules, fallbacks chains, load balancing splits. */

import { closest } from "../../diagnostics/closest.ts";
import { unknownGroup } from "../../diagnostics/name/unknown-group.ts";
import type { Value } from "../../load/value.ts";
import { entries, items, text as textOf } from "../../lower/read.ts";
import { type Draft, type DraftEntry, entry, list, map, plain, text } from "../draft.ts";
import type { Drafts, ImportInput } from "../import-input.ts";
import { routeName } from "../route-name.ts";
import { amount, durationText } from "../settings.ts";
import { checkKeys } from "./check-keys.ts";
import { conditionOf } from "./conditions.ts";
import { failureClasses } from "./failure-classes.ts";
import { modeOf, part, targetsOf } from "./parts.ts";
import { type Strategies, strategyOf } from "./strategies.ts";

export function importPortkey(input: ImportInput): Drafts | undefined {
  const { root, findings } = input;
  const { span } = root.origin;
  if (root.kind !== "record") return undefined;
  checkKeys(root, findings);
  const strategies: Strategies = { input, tiers: [] };
  const { rules, otherwise, metadata, asksForModel } = decisions(root, strategies);
  const nothing = plain({ reject: 404, message: "No model is named in the configuration." }, span);
  const route = map(
    [
      entry("rules", rules),
      { key: "otherwise", span, value: otherwise ?? nothing },
      entry("deadline", deadline(root)),
      entry("fallbackOn", failureClasses(root, findings)),
      entry("set", parameters(root, findings)),
    ],
    span,
  );
  const name = asksForModel ? "*" : routeName(fileStem(span.file.name));
  const policy = map(
    [
      entry("metadata", metadata.length > 0 ? map(metadata, span) : undefined),
      entry("tiers", strategies.tiers.length > 0 ? map(strategies.tiers, span) : undefined),
      { key: "routes", span, value: map([{ key: name, span, value: route }], span) },
    ],
    span,
  );
  return { policy };
}

interface Decisions {
  readonly rules?: Draft | undefined;
  readonly otherwise: Draft | undefined;
  readonly metadata: readonly DraftEntry[];
  readonly asksForModel: boolean;
}

function decisions(root: Value, strategies: Strategies): Decisions {
  if (modeOf(root) !== "conditional") {
    return { otherwise: strategyOf(root, strategies), metadata: [], asksForModel: false };
  }
  const { findings } = strategies.input;
  const strategy = part(root, "strategy");
  const named = new Map(targetsOf(root).map((target) => [textOf(part(target, "name")) ?? "", target]));
  const use = (name: Value | undefined): Draft | undefined => {
    const target = named.get(textOf(name) ?? "");
    if (target) return strategyOf(target, strategies);
    if (name) {
      const written = String(textOf(name));
      findings.report(unknownGroup, { name: written, closest: closest(written, named.keys()) }, name.origin);
    }
    return undefined;
  };
  const metadata = new Map<string, DraftEntry>();
  let asksForModel = false;
  const rules = items(part(strategy, "conditions")).flatMap((item) => {
    const query = part(item, "query");
    const action = use(part(item, "then"));
    if (!query || !action) return [];
    const { span } = query.origin;
    const asked = conditionOf(query, findings);
    if (asked.condition === undefined) return [];
    asksForModel ||= asked.asksForModel;
    for (const key of asked.metadata) metadata.set(key, { key, span, value: text("string", span) });
    const parts: DraftEntry[] = [
      { key: "when", span, value: text(asked.condition, span) },
      { key: "use", span: action.span, value: action },
    ];
    return [map(parts, item.origin.span)];
  });
  const otherwise = use(part(strategy, "default"));
  const drafted = rules.length > 0 ? list(rules, root.origin.span) : undefined;
  return { rules: drafted, otherwise, metadata: [...metadata.values()], asksForModel };
}

/** The outermost timeout, or the sum of those of the targets. Milliseconds there. */
function deadline(root: Value): Draft | undefined {
  const own = part(root, "request_timeout");
  const all = own ? [own] : targetsOf(root).map((target) => part(target, "request_timeout"));
  const limits = all.map(amount);
  const [first] = all;
  if (!first || limits.includes(undefined)) return undefined;
  return text(durationText(limits.reduce<number>((sum, limit) => sum + (limit ?? 0), 0)), first.origin.span);
}

/** Parameters of every target; those of some only are said. */
function parameters(root: Value, findings: ImportInput["findings"]): Draft | undefined {
  const targets = leaves(root);
  const given = targets.map((target) =>
    entries(part(target, "override_params")).filter(({ name }) => name !== "model"),
  );
  const [first = [], ...rest] = given;
  const same = first.filter(({ name, value }) =>
    rest.every((list) => list.some((other) => other.name === name && textual(other.value) === textual(value))),
  );
  for (const { name, origin } of given.flat()) {
    if (same.some((one) => one.name === name)) continue;
    const why = "parameters are fixed for a route or a rule, and it is one target's";
    findings.notCarriedOver(`\`${name}\``, why, origin);
  }
  if (same.length === 0) return undefined;
  const { span } = same[0]!.origin;
  return map(
    same.map(({ name, origin, value }) => ({ key: name, span: origin.span, value: plain(held(value), origin.span) })),
    span,
  );
}

function held(value: Value): unknown {
  return value.kind === "literal" ? value.value : textual(value);
}

function textual(value: Value): string {
  const { span } = value.origin;
  return span.file.text.slice(span.start, span.end);
}

function leaves(value: Value): Value[] {
  const targets = targetsOf(value);
  return targets.length > 0 ? targets.flatMap(leaves) : [value];
}

function fileStem(name: string): string {
  const stem = name
    .split("/")
    .at(-1)!
    .replace(/\.\w+$/, "");
  return stem === "" || /^config/.test(stem) ? "chat" : stem;
}
