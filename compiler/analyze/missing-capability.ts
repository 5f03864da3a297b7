import { isEmulated } from "../../semantics/emulation.ts";
import { missingCapability } from "../diagnostics/chain/missing-capability.ts";
import { diagnose } from "../diagnostics/define.ts";
import { capabilities } from "../lower/capabilities.ts";
import type { PolicyIr } from "../lower/ir.ts";
import { placePlan } from "../plan/place-plan.ts";
import { lacks } from "../plan/suitable.ts";
import { boundsOf } from "../regions/bounds.ts";
import type { Reachability } from "../verify/reachability.ts";
import type { Answer, Assertion, VerifiedCheck } from "./assertion.ts";
import { reached } from "./reached.ts";

/** Where all requests of a rule need something, every target of it has that, or none has. */
export const checkMissingCapabilities: VerifiedCheck = ({ policy, routes }) =>
  routes.flatMap((reach) => [...reach.route.rules.keys()].flatMap((rule) => capable(policy, reach, rule)));

function capable(policy: PolicyIr, { space, route, rules }: Reachability, rule: number): Assertion[] {
  const { action, when } = route.rules[rule]!;
  if (action.kind === "reject" || rules[rule]!.verdict.kind === "none") return [];
  const { flags } = boundsOf(space.boxes(rule), space.columns);
  const needs = Object.keys(capabilities).filter((fact) => flags.has(fact));
  if (needs.length === 0) return [];
  const ask = (): Answer => {
    const targets = reached(action.strategy, policy);
    const unfit = targets.flatMap(({ target }) => {
      const fact = needs.find((need) => lacks(target).includes(need) && !isEmulated(route.terms, need));
      return fact === undefined ? [] : [{ id: target.id, fact }];
    });
    const [first] = unfit;
    const isFit = !first || unfit.length === targets.length || !placePlan(policy, route, rule).order;
    if (isFit) return { kind: "excluded", evidence: "by what the catalog says of its targets" };
    const { verdict } = rules[rule]!;
    if (verdict.kind === "undecided") return verdict;
    const evidence = `${first.id} lacks it`;
    return { kind: "refuted", evidence, findings: [diagnose(missingCapability, first, action.origin)] };
  };
  const claim = `targets of rule ${rule + 1} of ${route.name} have what all its requests need`;
  return [{ claim, code: "chain", origin: when.origin, ask }];
}
