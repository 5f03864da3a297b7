import { windowTooSmall } from "../diagnostics/chain/window-too-small.ts";
import { diagnose, type Shown } from "../diagnostics/define.ts";
import { all, not } from "../lower/connectives.ts";
import type { PolicyIr, Target } from "../lower/ir.ts";
import { fits } from "../plan/fits.ts";
import { reachable } from "../plan/order.ts";
import { rulePlaces } from "../plan/rule-places.ts";
import { capable, suits } from "../plan/suits.ts";
import { isMuchSmaller, windowOf } from "../plan/window.ts";
import { witnessFacts } from "../reference/witness-facts.ts";
import type { Origin } from "../source.ts";
import { placeName } from "../verify/claims/place-span.ts";
import { type PlannedPlace, plannedPlaces } from "../verify/claims/plan-place.ts";
import { attemptSteps } from "../verify/claims/show-target.ts";
import type { Reachability } from "../verify/reachability.ts";
import { shown } from "../verify/trace.ts";
import type { Answer, Assertion, VerifiedCheck } from "./assertion.ts";
import { reached } from "./reached.ts";

/**
 * What the first target of a chain takes, or the largest of another plan, some other target takes, too. Each place where
 * the largest of the others is written is asked about once.
 */
export const checkWindows: VerifiedCheck = ({ policy, routes }) => {
  const uses = routes.flatMap((reach) =>
    rulePlaces(reach.route).flatMap((rule) => {
      const place = plannedPlaces(policy, reach.route, rule)[0];
      return place ? narrowing(policy, reach, place) : [];
    }),
  );
  return [...Map.groupBy(uses, ({ written: { span } }) => `${span.file.name}:${span.start}`).values()].map((group) =>
    fallbackTakes(policy, group),
  );
};

/** A plan whose other targets are all much smaller than one. */
interface Narrowing {
  readonly reach: Reachability;
  readonly place: PlannedPlace;
  readonly first: Target;
  readonly fallbacks: readonly Target[];
  /** The largest of them, and where it is written. */
  readonly next: Target;
  readonly written: Origin;
}

function narrowing(policy: PolicyIr, reach: Reachability, place: PlannedPlace): Narrowing[] {
  const { order, action } = place.plan;
  if (!order || action.kind === "reject") return [];
  // Of any other plan each target may come first; how large its requests may be is known only where the route says it.
  if (order.kind !== "chain" && reach.route.max.inputTokens === undefined) return [];
  const targets = [...reachable(order).values()];
  const [first, ...fallbacks] = order.kind === "chain" ? targets : targets.toSorted(byWindow);
  const next = fallbacks.toSorted(byWindow)[0];
  if (!first || !next || !isMuchSmaller(next, first)) return [];
  const written = reached(action.strategy, policy).find(({ target }) => target.id === next.id)?.origin;
  return written ? [{ reach, place, first, fallbacks, next, written }] : [];
}

/** The largest first. */
function byWindow(a: Target, b: Target): number {
  return windowOf(b) - windowOf(a);
}

/** `uses`: of one place where a fallback is written, at least one. */
function fallbackTakes(policy: PolicyIr, uses: readonly Narrowing[]): Assertion {
  const { reach, place, next, written } = uses[0]!;
  const ask = (): Answer => {
    for (const use of uses) {
      const shows = lost(policy, use);
      if (!shows) continue;
      const { first } = use;
      const sizes = { first: first.id, next: next.id, from: windowOf(first), to: windowOf(next) };
      const finding = { ...diagnose(windowTooSmall, sizes, written), shown: shows };
      return { kind: "refuted", evidence: finding.message, shown: shows, findings: [finding] };
    }
    return { kind: "excluded", evidence: "no request gets there that is too large for all of them" };
  };
  const claim = `${placeName(reach.route, place.rule)} has a fallback for what its first target takes`;
  return { claim, code: "chain", origin: written, ask };
}

/** A request that the first target takes, and that every fallback is too small for. */
function lost(policy: PolicyIr, { reach, place, first, fallbacks }: Narrowing): Shown | undefined {
  const { space, route } = reach;
  const { terms, action } = place.plan;
  const { origin } = action;
  const tooSmall = fallbacks.map((target) => not(fits(target, terms, origin), origin));
  const needsNothing = fallbacks.map((target) => capable(target, terms, origin));
  const extra = all([suits(first, terms, origin), ...needsNothing, ...tooSmall], origin);
  const verdict = space.find({ rule: place.rule, extra, costs: place.costs, toShow: true });
  if (verdict.kind !== "found") return undefined;
  const facts = witnessFacts(verdict.witness, policy, route);
  const text = `no other target takes its ${facts.inputTokens.toLocaleString("en")} input tokens`;
  return shown(route, place.rule, verdict.witness, [...attemptSteps(place, facts), { text }]);
}
