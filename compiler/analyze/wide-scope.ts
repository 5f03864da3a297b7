import { wideScope } from "../diagnostics/cache/wide-scope.ts";
import { type Diagnostic, diagnose } from "../diagnostics/define.ts";
import { atom } from "../lower/connectives.ts";
import type { Cache, Condition, PolicyIr } from "../lower/ir.ts";
import { witnessFacts } from "../reference/witness-facts.ts";
import type { Origin } from "../source.ts";
import { findServed, type ServedVerdict } from "../verify/claims/find-served.ts";
import { placeSpan } from "../verify/claims/place-span.ts";
import { attemptSteps } from "../verify/claims/show-target.ts";
import type { Reachability } from "../verify/reachability.ts";
import { shown } from "../verify/trace.ts";
import type { GivenUp, VerifiedCheck } from "./verified-check.ts";

/** Caches whose answers others get, too, on routes that serve requests whose answers are nobody else's. */
export const checkWideScopes: VerifiedCheck = ({ policy, routes }) => {
  const answers = routes.flatMap((reach) => {
    const { cache } = reach.route;
    return cache && isShared(cache) ? [{ cache, found: privateRequests(policy, reach, cache.scope.origin) }] : [];
  });
  return {
    diagnostics: answers.flatMap(({ cache, found }) => wide(policy, cache, found)),
    givenUp: answers.flatMap(({ cache, found }) => found.flatMap((each) => givenUp(cache, each))),
  };
};

function isShared({ exact, normalised, semantic, scope }: Cache): boolean {
  return scope.of !== "key" && (exact || normalised || semantic !== undefined);
}

interface PrivateRequests {
  /** In words: whose answers are shared. */
  readonly what: string;
  readonly verdict: ServedVerdict;
}

function privateRequests(policy: PolicyIr, { space }: Reachability, origin: Origin): PrivateRequests[] {
  const withTools = atom({ kind: "flag", fact: "needs.tools" }, origin);
  const ask = (what: string, when: Condition) => ({ what, verdict: findServed(policy, space, when) });
  const { sensitive } = policy;
  return [...(sensitive ? [ask("sensitive requests", sensitive)] : []), ask("requests with tools", withTools)];
}

/** One finding for the route; the first of them is shown. */
function wide(policy: PolicyIr, { scope }: Cache, found: readonly PrivateRequests[]): Diagnostic[] {
  const shared = found.flatMap(({ what, verdict }) => (verdict.kind === "found" ? [{ what, verdict }] : []));
  const [first] = shared;
  if (!first) return [];
  const { place, witness } = first.verdict;
  const steps = attemptSteps(place, witnessFacts(witness, policy, place.route));
  const whose = scope.of === "team" ? "every key of the team" : "everybody";
  const kept = { text: `the answer is kept for ${whose}`, span: scope.origin.span };
  const what = shared.map((each) => each.what).join(" and ");
  const labels = [{ span: placeSpan(place), text: "served here" }];
  const finding = diagnose(wideScope, { scope: scope.of, what }, scope.origin, labels);
  return [{ ...finding, shown: shown(place.route, place.rule, witness, [...steps, kept]) }];
}

function givenUp({ scope }: Cache, { what, verdict }: PrivateRequests): GivenUp[] {
  if (verdict.kind !== "undecided") return [];
  return [{ what: `answers to ${what} are shared`, why: verdict.why, origin: scope.origin }];
}
