/** Whether a rule ever decides, and whether its condition ever holds: asked anew only when something that it depends on has changed. */
import type { MetadataField } from "../lower/ir.ts";
import { compilerVersion } from "../plan/compiler-version.ts";
import { hashOf } from "./memory.ts";
import type { Question } from "./question.ts";
import type { RouteSpace } from "./route-space.ts";
import type { Verdict } from "./verdict.ts";

export function recallReach(space: RouteSpace, rule: number, signature: string): Verdict {
  const before = space.overlappingBefore(rule);
  const keys = before.map((other) => space.ruleKey(other));
  let fresh: Verdict | undefined;
  const known = space.memory.recall(hashOf([signature, "reach", space.ruleKey(rule), ...sorted(keys)]), () => {
    fresh = space.find({ rule, reasons: true });
    if (fresh.kind === "found") return true;
    return fresh.kind === "none" ? [fresh.by, ...fresh.rules.map((other) => space.ruleKey(other))] : undefined;
  });
  if (fresh) return fresh;
  if (typeof known !== "object") return found(space, { rule });
  return taken(known, before, keys) ?? space.find({ rule, reasons: true });
}

/** The order of few rules does not matter to what is remembered; to sort many takes longer than it saves. */
function sorted(keys: readonly string[]): readonly string[] {
  return keys.length > FEW ? keys : keys.toSorted();
}

const FEW = 200;

/** Whether there is a request for which the condition of a rule holds, whatever the rules before it. */
export function recallAlone(space: RouteSpace, rule: number, signature: string): Verdict {
  const question: Question = { rule, alone: true };
  let fresh: Verdict | undefined;
  const known = space.memory.recall(hashOf([signature, "alone", space.ruleKey(rule)]), () => {
    fresh = space.find(question);
    return fresh.kind === "undecided" ? undefined : fresh.kind === "found" ? true : [fresh.by];
  });
  if (fresh) return fresh;
  return typeof known === "object" ? { kind: "none", by: known[0] as By, rules: [] } : found(space, question);
}

/** What every question about a route depends on, beside its rules. */
export function routeSignature(space: RouteSpace, policy: PolicySignature): string {
  const { name, max } = space.route;
  return hashOf([compilerVersion, name, JSON.stringify(max), space.admissionKey, JSON.stringify(policy)]);
}

/** The part of a policy that says which requests and states there are. */
export interface PolicySignature {
  readonly routes: readonly string[];
  readonly metadata: readonly Omit<MetadataField, "origin">[];
  readonly budgets: readonly { readonly name: string; readonly limit: number }[];
}

/** The request that shows it is looked for only when somebody asks for it. */
function found(space: RouteSpace, question: Question): Verdict {
  return {
    kind: "found",
    get witness() {
      const witness = space.findAgain(question);
      if (witness) return witness;
      const place = `rule ${Number(question.rule) + 1}`;
      throw new Error(`a request was known for ${place}, and now none is found: check again with --fresh`);
    },
  };
}

type By = Extract<Verdict, { kind: "none" }>["by"];

/** Undefined when what was remembered is about other rules. */
function taken(
  [by, ...rules]: readonly string[],
  before: readonly number[],
  keys: readonly string[],
): Verdict | undefined {
  const indexes = rules.map((key) => before[keys.indexOf(key)]);
  if (!indexes.every((index) => index !== undefined)) return undefined;
  return { kind: "none", by: by as By, rules: indexes.sort((a, b) => a - b) };
}
