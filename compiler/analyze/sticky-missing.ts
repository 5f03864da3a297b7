import { stickyWithoutEffect } from "../diagnostics/chain/sticky-without-effect.ts";
import { diagnose } from "../diagnostics/define.ts";
import { atom } from "../lower/connectives.ts";
import type { PolicyIr, Sticky, Strategy } from "../lower/ir.ts";
import { saidFact } from "../lower/said-fact.ts";
import { placePlan } from "../plan/place-plan.ts";
import { rulePlaces } from "../plan/rule-places.ts";
import { factSpec } from "../regions/fact-spec.ts";
import { placeName } from "../verify/claims/place-span.ts";
import type { Reachability } from "../verify/reachability.ts";
import type { Answer, Assertion, VerifiedCheck } from "./assertion.ts";
import { stickyOf } from "./sticky-without-effect.ts";
import { partsOf, written } from "./strategies.ts";

/** Some request that gets to a sticky strategy has the fact that it is kept by. */
export const checkMissingSticky: VerifiedCheck = ({ policy, routes }) => {
  const uses = routes.flatMap((reach) => usesOf(policy, reach)).filter(({ sticky }) => mayBeMissing(policy, sticky.by));
  return [...Map.groupBy(uses, ({ sticky }) => sticky).values()].map(isThere);
};

interface Use {
  readonly sticky: Sticky;
  readonly reach: Reachability;
  readonly rule: number | "otherwise";
}

function usesOf(policy: PolicyIr, reach: Reachability): Use[] {
  const { route, rules, otherwise } = reach;
  const live = rulePlaces(route).filter(
    (rule) => (rule === "otherwise" ? otherwise : rules[rule]!.verdict).kind !== "none",
  );
  return live.flatMap((rule) => {
    const { action } = placePlan(policy, route, rule);
    const found = action.kind === "use" ? stickyIn(action.strategy, policy) : [];
    return found.map((sticky) => ({ sticky, reach, rule }));
  });
}

function stickyIn(strategy: Strategy, policy: PolicyIr): Sticky[] {
  const named = written(strategy, policy);
  return [...(stickyOf(named) ? [stickyOf(named)!] : []), ...partsOf(named).flatMap((part) => stickyIn(part, policy))];
}

function mayBeMissing({ metadata }: PolicyIr, by: string): boolean {
  const field = metadata.find((one) => saidFact(one) === by);
  return field ? !field.required : factSpec(by)?.missing !== undefined;
}

/** `uses`: of one strategy, at least one. */
function isThere(uses: readonly Use[]): Assertion {
  const { sticky, reach, rule } = uses[0]!;
  const { by, origin } = sticky;
  const ask = (): Answer => {
    const extra = atom({ kind: "present", fact: by, type: "string" }, origin);
    for (const use of uses) {
      const verdict = use.reach.space.find({ rule: use.rule, extra });
      if (verdict.kind === "found") return { kind: "shown", evidence: "a request has it" };
      if (verdict.kind === "undecided") return verdict;
    }
    const findings = [diagnose(stickyWithoutEffect, { kind: "missing", by }, origin)];
    return { kind: "refuted", evidence: "no request has it", findings };
  };
  const claim = `requests have ${by} at ${placeName(reach.route, rule)}`;
  return { claim, code: "chain", origin, ask };
}
