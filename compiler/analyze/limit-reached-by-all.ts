import { diagnose } from "../diagnostics/define.ts";
import { everyRequest } from "../diagnostics/rate/every-request.ts";
import { perMissing } from "../diagnostics/rate/per-missing.ts";
import { atom } from "../lower/connectives.ts";
import type { Condition, Limit, PolicyIr } from "../lower/ir.ts";
import { rulePlaces } from "../plan/rule-places.ts";
import { limitsOf } from "../plan/stand-ins.ts";
import { findServed, type ServedVerdict } from "../verify/claims/find-served.ts";
import { placeName } from "../verify/claims/place-span.ts";
import type { Reachability } from "../verify/reachability.ts";
import type { Answer, Assertion, VerifiedCheck } from "./assertion.ts";

/** Some request that each rule serves has room in every limit, and some has the fact that a limit is told apart by. */
export const checkLimitsOfAll: VerifiedCheck = ({ policy, routes }) =>
  policy.limits.flatMap((limit) => {
    const met = routes.filter(({ route }) => limitsOf(policy, route).includes(limit));
    return [
      ...met.flatMap((reach) => haveRoom(policy, limit, reach)),
      ...(met.length > 0 ? [isThere(policy, limit, met)] : []),
    ];
  });

function haveRoom(policy: PolicyIr, limit: Limit, { route, space }: Reachability): Assertion[] {
  const { name, rates, origin } = limit;
  const room = rates?.inputTokens;
  if (room === undefined) return [];
  return rulePlaces(route).map((rule): Assertion => {
    const place = placeName(route, rule);
    const find = (when: Condition) => findServed(policy, space, when, [rule]);
    return {
      claim: `a request of ${place} has room in ${name}`,
      code: "rate",
      origin,
      ask: () => {
        const fits = atom({ kind: "range", fact: "inputTokens", from: Number.NEGATIVE_INFINITY, to: room + 1 }, origin);
        const some = find(fits);
        if (some.kind !== "none") return answered(some, "a request has room");
        const served = find({ kind: "constant", value: true, origin });
        if (served.kind !== "found")
          return served.kind === "none" ? { kind: "excluded", evidence: "it serves nothing" } : served;
        const findings = [diagnose(everyRequest, { name, limit: room, place }, origin)];
        return { kind: "refuted", evidence: "every request is larger", findings };
      },
    };
  });
}

function isThere(policy: PolicyIr, limit: Limit, met: readonly Reachability[]): Assertion {
  const { name, per, origin } = limit;
  const first = (when: Condition): ServedVerdict => {
    const verdicts = met.map(
      ({ space }) =>
        () =>
          findServed(policy, space, when),
    );
    let last: ServedVerdict = { kind: "none" };
    for (const ask of verdicts) {
      const verdict = ask();
      if (verdict.kind === "found") return verdict;
      if (verdict.kind === "undecided") last = verdict;
    }
    return last;
  };
  const ask = (): Answer => {
    const some = first(atom({ kind: "present", fact: per, type: "string" }, origin));
    if (some.kind !== "none") return answered(some, "a request has it");
    const served = first({ kind: "constant", value: true, origin });
    if (served.kind !== "found")
      return served.kind === "none" ? { kind: "excluded", evidence: "nothing is served" } : served;
    const findings = [diagnose(perMissing, { name, per, isPooled: limit.isPooled === true }, origin)];
    return { kind: "refuted", evidence: "no request has it", findings };
  };
  return { claim: `some request has ${per}, by which ${name} is told apart`, code: "rate", origin, ask };
}

function answered(verdict: Exclude<ServedVerdict, { kind: "none" }>, evidence: string): Answer {
  return verdict.kind === "found" ? { kind: "shown", evidence } : verdict;
}
