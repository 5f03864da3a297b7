/** Deployments with tags: rules on the tags of the caller's key. */
import { defaultTag } from "../../diagnostics/name/default-tag.ts";
import { field, items } from "../../lower/read.ts";
import { type Draft, type DraftEntry, list, map, text } from "../draft.ts";
import type { ImportInput } from "../import-input.ts";
import { isOn } from "../settings.ts";
import type { Config, Deployment } from "./config.ts";

const DEFAULT = "default";

export interface Tagged {
  readonly rules: { readonly tag: string; readonly deployments: readonly Deployment[] }[];
  readonly otherwise: readonly Deployment[];
}

/** Without tag filtering every deployment is for everybody. A last tag that changes nothing needs no rule. */
export function byTag(deployments: readonly Deployment[], { filtersTags }: Config): Tagged {
  const tags = filtersTags ? [...new Set(deployments.flatMap((one) => one.tags))].filter((tag) => tag !== DEFAULT) : [];
  if (tags.length === 0) return { rules: [], otherwise: deployments };
  const rules = tags.map((tag) => ({ tag, deployments: deployments.filter((one) => one.tags.includes(tag)) }));
  const forAll = deployments.filter((one) => one.tags.length === 0 || one.tags.includes(DEFAULT));
  const last = rules.findLastIndex((rule) => !isSame(rule.deployments, forAll));
  return { rules: rules.slice(0, last + 1), otherwise: forAll };
}

function isSame(some: readonly Deployment[], others: readonly Deployment[]): boolean {
  return some.length === others.length && some.every((one) => others.includes(one));
}

export function checkTags({ deployments, filtersTags, setting }: Config, { findings }: ImportInput): void {
  for (const { tags, group, params } of deployments) {
    const where = field(params, "tags")?.origin;
    if (!where) continue;
    if (filtersTags) findings.carried(setting("enable_tag_filtering"), ...items(field(params, "tags")));
    if (!filtersTags) findings.notCarriedOver("`tags`", "tag filtering is not on, so it has no effect there", where);
    else if (tags.includes(DEFAULT)) findings.report(defaultTag, { group }, where);
  }
  const matchAny = setting("tag_filtering_match_any");
  if (matchAny && isOn(matchAny)) findings.carried(matchAny);
  if (matchAny && !isOn(matchAny)) {
    const why = "a rule asks for one tag of the key";
    findings.notCarriedOver("that all tags must match", why, matchAny.origin, "Join conditions with `&&`.");
  }
}

/** One rule for each tag. `strategy` gives what serves it. */
export function tagRules(
  { rules }: Tagged,
  strategy: (deployments: readonly Deployment[]) => Draft,
): Draft | undefined {
  const [first] = rules;
  if (!first) return undefined;
  const drafts = rules.map(({ tag, deployments }) => {
    const span = field(deployments[0]!.params, "tags")!.origin.span;
    const entries: DraftEntry[] = [
      { key: "when", span, value: text(`r.key.tags.includes(${JSON.stringify(tag)})`, span) },
      { key: "use", span, value: strategy(deployments) },
    ];
    return map(entries, span);
  });
  return list(drafts, drafts[0]!.span);
}
