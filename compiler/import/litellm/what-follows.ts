/** Which failures go on, and where to: `fallbackOn` of a group's route. */
import type { Span } from "../../source.ts";
import { type Draft, type DraftEntry, list, map, text } from "../draft.ts";
import { type Groups, groupNamed } from "./fallbacks.ts";

/**
 * There, every failure goes to the fallbacks: requests that the provider refuses too, and what it refuses for its content,
 * which has fallbacks of its own where any group has such. `after`: what follows the group itself.
 */
export function fallbackOnOf(
  group: string,
  after: readonly Draft[],
  tiers: ReadonlyMap<string, Draft>,
  groups: Groups,
  span: Span,
): Draft | undefined {
  const { contentFallbacks } = groups.config;
  const own = contentFallbacks
    .filter(({ from }) => from === group)
    .flatMap(({ to }) => to)
    .flatMap(({ name, span: at }) => {
      const draft = tiers.get(groupNamed(name, groups) ?? "");
      if (draft) groups.input.findings.carriedAt(at);
      return draft ?? [];
    });
  if (after.length === 0 && own.length === 0) return undefined;
  const goesOn = (key: string): DraftEntry => ({ key, span, value: text(true, span) });
  const refusals: DraftEntry[] =
    own.length > 0
      ? [{ key: "content-filter", span: own[0]!.span, value: own.length === 1 ? own[0]! : list(own, own[0]!.span) }]
      : contentFallbacks.length === 0
        ? [goesOn("content-filter")]
        : [];
  return map([...(after.length > 0 ? [goesOn("bad-request")] : []), ...refusals, goesOn("default")], span);
}
