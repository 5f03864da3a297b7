import { windowTooSmall } from "../diagnostics/chain/window-too-small.ts";
import { type Diagnostic, diagnose, type Shown } from "../diagnostics/define.ts";
import { all, not } from "../lower/connectives.ts";
import type { PolicyIr, Target } from "../lower/ir.ts";
import { reachable } from "../plan/order.ts";
import { rulePlaces } from "../plan/rule-places.ts";
import { capable, fits, suits } from "../plan/suits.ts";
import { isMuchSmaller, windowOf } from "../plan/window.ts";
import { witnessFacts } from "../reference/witness-facts.ts";
import { type PlannedPlace, plannedPlaces } from "../verify/claims/plan-place.ts";
import { attemptSteps } from "../verify/claims/show-target.ts";
import type { Reachability } from "../verify/reachability.ts";
import { shown } from "../verify/trace.ts";
import { reached } from "./reached.ts";
import type { VerifiedCheck } from "./verified-check.ts";

/** Chains whose fallbacks are all too small for requests that the first target takes. Each is told once. */
export const checkWindows: VerifiedCheck = ({ policy, routes }) => {
  const found = new Map<string, Diagnostic>();
  for (const reach of routes) {
    for (const rule of rulePlaces(reach.route)) {
      const place = plannedPlaces(policy, reach.route, rule)[0];
      if (place) lookAt(policy, reach, place, found);
    }
  }
  return { diagnostics: [...found.values()] };
};

function lookAt(policy: PolicyIr, reach: Reachability, place: PlannedPlace, found: Map<string, Diagnostic>): void {
  const { order, action } = place.plan;
  if (order?.kind !== "chain" || action.kind === "reject") return;
  const [first, ...fallbacks] = [...reachable(order).values()];
  const next = fallbacks.toSorted((a, b) => windowOf(b) - windowOf(a))[0];
  if (!first || !next || !isMuchSmaller(next, first)) return;
  const written = reached(action.strategy, policy).find(({ target }) => target.id === next.id);
  const key = written && `${written.origin.span.file.name}:${written.origin.span.start}`;
  if (!written || !key || found.has(key)) return;
  const shows = lost(policy, reach, place, first, fallbacks);
  const sizes = { first: first.id, next: next.id, from: windowOf(first), to: windowOf(next) };
  if (shows) found.set(key, { ...diagnose(windowTooSmall, sizes, written.origin), shown: shows });
}

/** A request that the first target takes, and that every fallback is too small for. */
function lost(
  policy: PolicyIr,
  { space, route }: Reachability,
  place: PlannedPlace,
  first: Target,
  fallbacks: readonly Target[],
): Shown | undefined {
  const { terms, action } = place.plan;
  const { origin } = action;
  const tooSmall = fallbacks.map((target) => not(fits(target, origin), origin));
  const needsNothing = fallbacks.map((target) => capable(target, terms, origin));
  const extra = all([suits(first, terms, origin), ...needsNothing, ...tooSmall], origin);
  const verdict = space.find({ rule: place.rule, extra, costs: place.costs, toShow: true });
  if (verdict.kind !== "found") return undefined;
  const facts = witnessFacts(verdict.witness, policy, route);
  const text = `no fallback takes its ${facts.inputTokens.toLocaleString("en")} input tokens`;
  return shown(route, place.rule, verdict.witness, [...attemptSteps(place, facts), { text }]);
}
