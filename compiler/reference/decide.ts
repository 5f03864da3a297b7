import type { Facts } from "../../semantics/facts/facts.ts";
import type { Route } from "../lower/ir.ts";
import { holds } from "./holds.ts";

/** The index of the rule that decides: the first whose condition holds. `without` is passed by. */
export function decide(route: Route, facts: Facts, without?: number): number | "otherwise" {
  const rule = route.rules.findIndex(({ when }, index) => index !== without && holds(when, facts));
  return rule === -1 ? "otherwise" : rule;
}
