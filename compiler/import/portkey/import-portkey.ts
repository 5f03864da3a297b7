/** A Portkey config → a draft of a policy with one route: conditions are rules, fallbacks chains, load balancing splits. */
import type { Value } from "../../load/value.ts";
import { entries, field } from "../../lower/read.ts";
import { type Draft, entry, list, map, plain } from "../draft.ts";
import type { Drafts, ImportInput } from "../import-input.ts";
import { OwnCatalog } from "../own-catalog.ts";
import { routeName } from "../route-name.ts";
import { attemptEntries } from "./attempts.ts";
import { checkKeys } from "./check-keys.ts";
import { decisionsOf } from "./decisions.ts";
import { leavesOf, part, targetsOf } from "./parts.ts";
import type { Strategies } from "./strategies.ts";

export function importPortkey(outer: ImportInput): Drafts | undefined {
  const root = configIn(outer.root);
  const { findings } = outer;
  const { span } = root.origin;
  if (root.kind !== "record" || !isConfig(root)) {
    findings.notCarriedOver("the file", "it has neither `targets` nor a `provider`, `virtual_key` or model", span);
    return undefined;
  }
  checkKeys(root, findings);
  const own = new OwnCatalog();
  const used = new Set<string>();
  const strategies: Strategies = { input: { ...outer, root, own, used }, tiers: [], metadata: new Map() };
  const { rules, otherwise, takesAny } = decisionsOf(root, strategies);
  if (!otherwise) {
    findings.notCarriedOver("the whole configuration", "it leads to no target", span);
    return undefined;
  }
  const route = map(
    [
      entry("rules", rules),
      entry("otherwise", otherwise),
      ...attemptEntries(root, findings),
      entry("set", parameters(root, findings)),
    ],
    span,
  );
  const name = takesAny ? "*" : routeName(fileStem(span.file.name));
  const metadata = [...strategies.metadata.values()];
  const policy = map(
    [
      entry("metadata", metadata.length > 0 ? map(metadata, span) : undefined),
      entry("tiers", strategies.tiers.length > 0 ? map(strategies.tiers, span) : undefined),
      { key: "routes", span, value: map([{ key: name, span, value: route }], span) },
    ],
    span,
  );
  return { policy, overlay: own.draft(used, span) };
}

/** The config itself, where a file has it under a key. */
function configIn(root: Value): Value {
  const inner = field(root, "config") ?? field(root, "portkey_config");
  return inner?.kind === "record" && !isConfig(root) && isConfig(inner) ? inner : root;
}

function isConfig(value: Value): boolean {
  const keys = ["provider", "virtual_key", "override_params", "api_key", "custom_host"];
  return targetsOf(value).length > 0 || keys.some((key) => part(value, key) !== undefined);
}

/** Parameters of every target; those of some only are said. */
function parameters(root: Value, findings: ImportInput["findings"]): Draft | undefined {
  const given = leavesOf(root).map((target) =>
    entries(part(target, "override_params")).filter(({ name }) => name !== "model"),
  );
  const [first = [], ...rest] = given;
  const same = first.filter(({ name, value }) =>
    rest.every((list) => list.some((other) => other.name === name && textual(other.value) === textual(value))),
  );
  for (const { name, origin, value } of given.flat()) {
    if (same.some((one) => one.name === name)) {
      findings.carried(value);
      continue;
    }
    const why = "parameters are fixed for a route or a rule, and it is one target's";
    findings.notCarriedOver(`\`${name}\``, why, origin);
  }
  if (same.length === 0) return undefined;
  const { span } = same[0]!.origin;
  return map(
    same.map(({ name, origin, value }) => ({ key: name, span: origin.span, value: copied(value) })),
    span,
  );
}

/** As it was written, every part at its place. */
function copied(value: Value): Draft {
  const { span } = value.origin;
  if (value.kind === "list") return list(value.items.map(copied), span);
  if (value.kind !== "record") return plain(value.kind === "literal" ? value.value : textual(value), span);
  const parts = entries(value).map((one) => ({ key: one.name, span: one.origin.span, value: copied(one.value) }));
  return map(parts, span);
}

function textual(value: Value): string {
  const { span } = value.origin;
  return span.file.text.slice(span.start, span.end);
}

function fileStem(name: string): string {
  const stem = name
    .split("/")
    .at(-1)!
    .replace(/\.\w+$/, "");
  return stem === "" || /^config/.test(stem) ? "chat" : stem;
}
