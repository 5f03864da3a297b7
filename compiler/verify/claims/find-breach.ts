/**
 * A request that breaks a claim. Where a breach cannot say of every request whether it is one, each that is found and is none
 * shows a region of others like it, which is left out from then on: only what requests can be is told apart.
 */
import type { Condition, PolicyIr } from "../../lower/ir.ts";
import { witnessFacts } from "../../reference/witness-facts.ts";
import type { Question } from "../question.ts";
import type { RouteSpace } from "../route-space.ts";
import type { Verdict } from "../verdict.ts";
import type { Breach } from "./breach.ts";

/** Regions that are left out of one question. */
const MOST_SPARED = 500;

/** `question`: where the breach is looked for, `when` among its conditions. */
export function findBreach(
  policy: PolicyIr,
  space: RouteSpace,
  question: Question,
  { spares }: Pick<Breach, "spares">,
): Verdict {
  const spared: Condition[] = [];
  while (spared.length < MOST_SPARED) {
    const verdict = space.find({ ...question, ...(spared.length > 0 && { outside: spared }) });
    if (verdict.kind !== "found") return verdict;
    const region = spares?.(witnessFacts(verdict.witness, policy, space.route));
    if (!region) return verdict;
    spared.push(region);
  }
  return { kind: "undecided", why: "requests fall on the sides of its splits in too many ways" };
}
