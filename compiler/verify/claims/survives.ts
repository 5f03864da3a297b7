import type { Facts } from "../../../semantics/facts/facts.ts";
import { endingOutages } from "../../../semantics/failures.ts";
import type { Claim, Target } from "../../lower/ir.ts";
import type { OutageGroup } from "../../plan/outage-groups.ts";
import { surelyServes } from "../../plan/surely-serves.ts";
import { derivedValues } from "../../reference/derived-values.ts";
import { holds } from "../../reference/holds.ts";
import type { Breach } from "./breach.ts";
import { fewServed } from "./few-served.ts";
import { latenessOf } from "./lateness.ts";
import type { PlannedPlace } from "./plan-place.ts";
import { attemptSteps, targetsMet } from "./show-target.ts";

type Surviving = Extract<Claim, { kind: "survives" }>;
type Groups = ReadonlyMap<string, OutageGroup>;

/**
 * However so many groups of providers (or targets) fail, one that serves is left, and in time: so the plan has more of them than
 * may fail, and a failure of any class by which an outage shows itself goes on to the next.
 */
export function survivesBreaches(claim: Surviving, place: PlannedPlace, groups: Groups): Breach[] {
  const { fallbackOn, limits } = place.route;
  const [ending] = endingOutages(fallbackOn && new Set(fallbackOn), limits);
  if (ending !== undefined && claim.count > 0) return [endedBy(ending, claim, place)];
  return [...outages(claim, place, groups), ...latenessOf(place)];
}

/** Where a failure goes on to no other target, the first one is the last. */
function endedBy(failure: string, { origin }: Surviving, place: PlannedPlace): Breach {
  const isNone = place.route.fallbackOn?.length === 0;
  const why = isNone ? "as `fallbackOn` is empty" : `as \`fallbackOn\` does not list \`${failure}\``;
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
  const groupOf = ({ id, provider }: Target): string =>
    failing === "targets" ? `\`${id}\`` : spoken(groups.get(provider.id)?.providers ?? [provider.id]);
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

/** Providers that fail together. */
function spoken(providers: readonly string[]): string {
  const [first, ...others] = providers.map((id) => `\`${id}\``);
  return others.length === 0 ? first! : `${first} (with ${others.join(", ")}: one account or key)`;
}
