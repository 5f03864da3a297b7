import { wideScope } from "../diagnostics/cache/wide-scope.ts";
import { type Diagnostic, diagnose } from "../diagnostics/define.ts";
import { atom } from "../lower/connectives.ts";
import type { Cache, Condition, PolicyIr } from "../lower/ir.ts";
import { witnessFacts } from "../reference/witness-facts.ts";
import { findServed, type ServedVerdict } from "../verify/claims/find-served.ts";
import { placeSpan } from "../verify/claims/place-span.ts";
import { attemptSteps } from "../verify/claims/show-target.ts";
import type { Reachability } from "../verify/reachability.ts";
import { shown } from "../verify/trace.ts";
import type { Answer, Assertion, VerifiedCheck } from "./assertion.ts";

/** Caches whose answers others get, too, are on routes that serve no requests whose answers are nobody else's. */
export const checkWideScopes: VerifiedCheck = ({ policy, routes }) =>
  routes.flatMap((reach) => {
    const { cache } = reach.route;
    return cache && isShared(cache) ? [kept(policy, reach, cache)] : [];
  });

function isShared({ exact, normalised, semantic, scope }: Cache): boolean {
  return scope.of !== "key" && (exact || normalised || semantic !== undefined);
}

function kept(policy: PolicyIr, { space, route }: Reachability, cache: Cache): Assertion {
  const { origin } = cache.scope;
  const withTools = atom({ kind: "flag", fact: "needs.tools" }, origin);
  const { sensitive } = policy;
  const ask = (): Answer => {
    const served = (what: string, when: Condition) => ({ what, verdict: findServed(policy, space, when) });
    const asked = [
      ...(sensitive ? [served("sensitive requests", sensitive)] : []),
      served("requests with tools", withTools),
    ];
    const shared = asked.flatMap(({ what, verdict }) => (verdict.kind === "found" ? [{ what, verdict }] : []));
    if (shared.length === 0) return { kind: "excluded", evidence: "it serves no request whose answer is private" };
    const finding = wide(policy, cache, shared);
    return { kind: "refuted", evidence: "shown by a request", shown: finding.shown, findings: [finding] };
  };
  const claim = `the cache of ${route.name} shares no private answers`;
  return { claim, code: "cache", origin, ask };
}

interface Shared {
  /** In words: whose answers are shared. */
  readonly what: string;
  readonly verdict: Extract<ServedVerdict, { kind: "found" }>;
}

/** One finding for the route; the first of them, of which there is one, is shown. */
function wide(policy: PolicyIr, { scope }: Cache, shared: readonly Shared[]): Diagnostic {
  const { place, witness } = shared[0]!.verdict;
  const steps = attemptSteps(place, witnessFacts(witness, policy, place.route));
  const whose = scope.of === "team" ? "every key of the team" : "everybody";
  const kept = { text: `the answer is kept for ${whose}`, span: scope.origin.span };
  const what = shared.map((each) => each.what).join(" and ");
  const labels = [{ span: placeSpan(place), text: "served here" }];
  const finding = diagnose(wideScope, { scope: scope.of, what }, scope.origin, labels);
  return { ...finding, shown: shown(place.route, place.rule, witness, [...steps, kept]) };
}
