import type { Facts } from "../../../semantics/facts/facts.ts";
import { type AttemptFailure, attemptFailures, endingOutages } from "../../../semantics/failures.ts";
import { all } from "../../lower/connectives.ts";
import type { Claim, Condition, Target } from "../../lower/ir.ts";
import { nextOn } from "../../plan/failure-plans.ts";
import type { OutageGroup } from "../../plan/outage-groups.ts";
import { surelyServes } from "../../plan/surely-serves.ts";
import { derivedValues } from "../../reference/derived-values.ts";
import { holds } from "../../reference/holds.ts";
import type { Breach } from "./breach.ts";
import { fewServed } from "./few-served.ts";
import { latenessOf } from "./lateness.ts";
import { type FailedPlace, firstTargets, type PlannedPlace } from "./plan-place.ts";
import { attemptSteps } from "./show-target.ts";
import { sparedBy } from "./spared-by.ts";
import { targetsMet } from "./targets-met.ts";

type Surviving = Extract<Claim, { kind: "survives" }>;
type Groups = ReadonlyMap<string, OutageGroup>;

/**
 * However so many groups of providers (or targets) fail, one that serves is left, and in time: so the plan has more of them than
 * may fail, and a failure of any class by which an outage shows itself goes on to the next.
 */
export function survivesBreaches(claim: Surviving, place: PlannedPlace, groups: Groups): Breach[] {
  const { route, failed } = place;
  const { fallbackOn, limits } = route;
  const [ending] = endingOutages(fallbackOn && new Set(fallbackOn), limits);
  if (ending !== undefined && claim.count > 0) return failed ? [] : [endedBy(ending, claim, place)];
  if (failed) return ledAstray(claim, { ...place, failed }, groups);
  const vain = place.vain?.find((name) => attemptFailures[name].outage);
  if (vain !== undefined && claim.count > 0) return [endedBy(vain, claim, place)];
  // Where every outage leads elsewhere, one target is enough that is asked first.
  const isFollowed = nextOn(route).some((name) => attemptFailures[name].outage);
  const own = isFollowed ? claim : { ...claim, count: 0 };
  return [...outages(own, place, groups), ...latenessOf(place)];
}

/** What an outage leads to fails as well, though no more do than may: the one that was tried first is one of them. */
function ledAstray({ failing, count, origin }: Surviving, place: FailedPlace, groups: Groups): Breach[] {
  const { from, classes } = place.failed;
  const shown = classes.find((name) => attemptFailures[name].outage);
  if (shown === undefined) return [];
  const groupOf = groupsOf(failing, groups);
  const never: Condition = { kind: "constant", value: false, origin };
  return firstTargets(from).flatMap((first) => {
    const fails = groupOf(first.target);
    const counts = (target: Target) =>
      groupOf(target) === fails ? never : surelyServes(target, place.plan.terms, origin);
    const isFirst = sparedBy(from, first.target, false);
    return fewServed(place, { groupOf, counts, most: count - 1 }).map(({ when, spares }): Breach => {
      const isExact = first.isExact && spares === undefined;
      return {
        when: all([first.when, when], origin),
        ...(!isExact && { spares: (facts) => (first.isExact ? undefined : isFirst(facts)) ?? spares?.(facts) }),
        shows: (facts) => ({
          how: `has none left when ${fails} fails by \`${shown}\`${alsoFailing(place, { facts, fails, groupOf })}`,
          steps: attemptSteps(place, facts),
        }),
      };
    });
  });
}

function alsoFailing(
  place: FailedPlace,
  { facts, fails, groupOf }: { facts: Facts; fails: string; groupOf(target: Target): string },
): string {
  const met = targetsMet(place, facts);
  const others = [...new Set(met.map(groupOf).filter((group) => group !== fails))].sort();
  if (met.length === 0) return ", which leads to no target";
  return others.length === 0
    ? ", which leads to it again"
    : `, which leads to ${others.join(" and ")}, which can fail too`;
}

/** Where a failure goes on to no other target, the first one is the last. */
function endedBy(failure: AttemptFailure, { origin }: Surviving, place: PlannedPlace): Breach {
  const isNone = place.route.fallbackOn?.length === 0;
  const unlisted = isNone ? "as `fallbackOn` is empty" : `as \`fallbackOn\` does not list \`${failure}\``;
  const why = place.vain?.includes(failure) ? "which leads where no target may be asked" : unlisted;
  return {
    when: { kind: "constant", value: true, origin },
    shows: (facts: Facts) => {
      const [first] = targetsMet(place, facts);
      const how = first
        ? `has none left when \`${first.id}\` fails${isNone ? "" : ` by \`${failure}\``}, ${why}`
        : NONE;
      return { how, steps: attemptSteps(place, facts) };
    },
  };
}

const NONE = "has no target at all";
const NONE_SURE = "has no target that surely serves it";

function outages({ failing, count, origin }: Surviving, place: PlannedPlace, groups: Groups): Breach[] {
  const groupOf = groupsOf(failing, groups);
  const counts = (target: Target) => surelyServes(target, place.plan.terms, origin);
  const counting = { groupOf, counts, most: count };
  return fewServed(place, counting).map((found) => ({
    ...found,
    shows: (facts: Facts) => {
      const met = targetsMet(place, facts);
      const sure = met.filter((target) => holds(counts(target), facts, derivedValues(place.costs, facts)));
      const left = [...new Set(sure.map(groupOf))].sort();
      const fails = left.length > 1 ? "fail" : "fails";
      const how = left.length === 0 ? NONE_SURE : `has none left when ${left.join(" and ")} ${fails}`;
      const unsure = met.filter((target) => !sure.includes(target)).map(({ id }) => `\`${id}\``);
      const why = unsure.length > 0 ? `: ${unsure.join(" and ")} may count more tokens than fit` : "";
      return { how: met.length === 0 ? NONE : `${how}${why}`, steps: attemptSteps(place, facts) };
    },
  }));
}

function groupsOf(failing: Surviving["failing"], groups: Groups): (target: Target) => string {
  return ({ id, provider }) =>
    failing === "targets" ? `\`${id}\`` : spoken(groups.get(provider.id)?.providers ?? [provider.id]);
}

/** Providers that fail together. */
function spoken(providers: readonly string[]): string {
  const [first, ...others] = providers.map((id) => `\`${id}\``);
  return others.length === 0 ? first! : `${first} (with ${others.join(", ")}: one account or key)`;
}
