/** Whether a rule ever decides, asked anew only when something that it depends on has changed. */
import { compilerVersion } from "../plan/compiler-version.ts";
import { hashOf } from "./memory.ts";
import type { RouteSpace } from "./route-space.ts";
import type { Verdict } from "./verdict.ts";

export function recallReach(space: RouteSpace, rule: number, signature: string): Verdict {
  const before = space.overlappingBefore(rule);
  const keys = before.map((other) => space.ruleKey(other));
  let fresh: Verdict | undefined;
  const known = space.memory.recall(hashOf([signature, "reach", space.ruleKey(rule), ...keys.toSorted()]), () => {
    fresh = space.find({ rule });
    if (fresh.kind === "found") return true;
    return fresh.kind === "none" ? [fresh.by, ...fresh.rules.map((other) => space.ruleKey(other))] : undefined;
  });
  if (fresh) return fresh;
  if (typeof known !== "object") return found(space, rule);
  return taken(known, before, keys) ?? space.find({ rule });
}

/** What every question about a route depends on, beside its rules. */
export function routeSignature(space: RouteSpace, policy: PolicySignature): string {
  const { name, max } = space.route;
  return hashOf([compilerVersion, name, JSON.stringify(max), JSON.stringify(policy)]);
}

/** The part of a policy that says which requests and states there are. */
export interface PolicySignature {
  readonly routes: readonly string[];
  readonly metadata: readonly { readonly name: string; readonly values?: readonly string[] }[];
  readonly budgets: readonly { readonly name: string; readonly limit: number }[];
}

/** The request that shows it is looked for only when somebody asks for it. */
function found(space: RouteSpace, rule: number): Verdict {
  return {
    kind: "found",
    get witness() {
      const again = space.find({ rule });
      if (again.kind !== "found")
        throw new Error(`rule ${rule + 1} was known to decide, and now no request is found: check again with --fresh`);
      return again.witness;
    },
  };
}

/** Undefined when what was remembered is about other rules. */
function taken(
  [by, ...rules]: readonly string[],
  before: readonly number[],
  keys: readonly string[],
): Verdict | undefined {
  const indexes = rules.map((key) => before[keys.indexOf(key)]);
  if (!indexes.every((index) => index !== undefined)) return undefined;
  return { kind: "none", by: by as "empty" | "cover" | "solver", rules: indexes.sort((a, b) => a - b) };
}
