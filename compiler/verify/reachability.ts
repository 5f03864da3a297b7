/** Which rules of a route decide any request: asked once, read by several checks. */
import type { Route } from "../lower/ir.ts";
import { recallAlone, recallReach } from "./recall-reach.ts";
import type { RouteSpace } from "./route-space.ts";
import type { Verdict } from "./verdict.ts";

export interface Reachability {
  readonly space: RouteSpace;
  readonly route: Route;
  readonly rules: readonly RuleReach[];
  readonly otherwise: Verdict;
  /** What every answer about the route depends on, beside its rules. */
  readonly signature: string;
}

export interface RuleReach {
  readonly verdict: Verdict;
  /** Only where no request is decided: one for which the condition holds, whatever the rules before it. */
  readonly alone?: Verdict;
}

/** `answered` is called after every rule. */
export function reachability(space: RouteSpace, signature: string, answered: () => void): Reachability {
  const { route } = space;
  const rules = route.rules.map((_, rule): RuleReach => {
    const verdict = recallReach(space, rule, signature);
    answered();
    return verdict.kind === "none" ? { verdict, alone: recallAlone(space, rule, signature) } : { verdict };
  });
  return { space, route, rules, otherwise: space.find({ rule: "otherwise" }), signature };
}
