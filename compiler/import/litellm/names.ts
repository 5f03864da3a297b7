/** What the names of groups and the comments beside them say, held against what is done. */
import { orderInComment } from "../../diagnostics/chain/order-in-comment.ts";
import { otherFamily } from "../../diagnostics/name/other-family.ts";
import { unnamedFallback } from "../../diagnostics/name/unnamed-fallback.ts";
import type { Deployment } from "./config.ts";
import type { Groups } from "./fallbacks.ts";
import patterns from "./families.json" with { type: "json" };
import { isWildcard } from "./wildcards.ts";

export function checkNames(groups: Groups): void {
  const { byName, input } = groups;
  const named = namedByFallbacks(groups);
  for (const [name, deployments] of byName) {
    const [first] = deployments;
    if (/(^|[-_ ./])(fallback|backup|secondary|spare|failover)s?\d*($|[-_ ./])/i.test(name) && !named.has(name)) {
      input.findings.report(unnamedFallback, { name }, first!.groupSpan);
    }
    for (const deployment of deployments) checkFamily(deployment, input.findings);
    checkComments(name, deployments, input.findings);
  }
}

function namedByFallbacks({ config }: Groups): ReadonlySet<string> {
  const { fallbacks, contextFallbacks, contentFallbacks, defaultFallbacks, aliases } = config;
  const inMaps = [...fallbacks, ...contextFallbacks, ...contentFallbacks].flatMap(({ to }) => to);
  return new Set([...inMaps, ...defaultFallbacks].map(({ name }) => name).concat(aliases.map(({ to }) => to)));
}

/** Families of models by what their names begin with. */
const families: readonly (readonly [string, RegExp])[] = Object.entries(patterns).map(([family, pattern]) => [
  family,
  new RegExp(pattern, "i"),
]);

/** Told where both names say a family, and no family of the one is the other's: a distilled model has two. */
function checkFamily({ group, groupSpan, model, modelSpan }: Deployment, findings: Groups["input"]["findings"]): void {
  if (isWildcard(group)) return;
  const [asked, served] = [familiesOf(group), familiesOf(model)];
  if (asked.length === 0 || served.length === 0 || asked.some((family) => served.includes(family))) return;
  findings.report(otherFamily, { name: group, model }, groupSpan, [{ span: modelSpan, text: "this one" }]);
}

function familiesOf(name: string): string[] {
  return families.flatMap(([family, pattern]) => (pattern.test(name) ? [family] : []));
}

const ranks =
  /\b(primary|main|first|1st|secondary|second|2nd|third|3rd|fallback|backup|priority|prio|preferred|last resort)\b/i;

/** The comment directly above a deployment, where the group has no order. */
function checkComments(group: string, deployments: readonly Deployment[], findings: Groups["input"]["findings"]): void {
  if (deployments.length < 2 || deployments.some(({ order }) => order !== undefined)) return;
  const ranked = deployments.flatMap(({ value, groupSpan }) => {
    const comment = commentAbove(value.origin.span.file.text, value.origin.span.start);
    return comment !== undefined && ranks.test(comment) ? [{ comment, groupSpan }] : [];
  });
  const second = ranked[1] ?? ranked[0];
  if (second) findings.report(orderInComment, { group, comment: second.comment }, second.groupSpan);
}

function commentAbove(text: string, offset: number): string | undefined {
  const lines = text
    .slice(0, text.lastIndexOf("\n", offset) + 1)
    .trimEnd()
    .split("\n");
  const last = lines.at(-1)?.trim() ?? "";
  return last.startsWith("#") ? last.replace(/^[#\s=*-]+|[\s=*-]+$/g, "").slice(0, 60) : undefined;
}
