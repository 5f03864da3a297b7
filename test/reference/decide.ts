/**
 * What a policy means: slow and obvious, straight from the policy as JavaScript. The table, and everything that is
 * built on it, must agree with this.
 */
import type { Facts } from "../../dsl/facts.ts";
import { type ReferenceRequest, readFacts } from "./read-facts.ts";

export type ReferenceStrategy =
  | string
  | readonly ReferenceStrategy[]
  | { readonly chain: readonly ReferenceStrategy[] };
export type ReferenceAction = ReferenceStrategy | { readonly reject: number; readonly message: string };

/** What the constructors of the policy language return. */
export interface ReferencePolicy {
  readonly tiers?: Readonly<Record<string, ReferenceStrategy>>;
  readonly routes: Readonly<
    Record<
      string,
      {
        readonly rules?: readonly { readonly when: (r: Facts) => unknown; readonly use: ReferenceAction }[];
        readonly otherwise: ReferenceAction;
      }
    >
  >;
}

export interface ReferenceDecision {
  route: string;
  rule: number | "otherwise";
  /** The ids of the targets in the order they are tried, or the refusal. */
  result: string[] | { status: number; message: string };
}

/** The request's `model` names the route. */
export function referenceDecide(policy: ReferencePolicy, request: ReferenceRequest): ReferenceDecision {
  const name = request.body.model as string;
  const route = policy.routes[name];
  if (route === undefined) throw new Error(`The policy has no route ${name}`);
  const r = readFacts(request, name);
  for (const [i, { when, use }] of (route.rules ?? []).entries()) {
    if (when(r)) return { route: name, rule: i, result: resultOf(use, policy) };
  }
  return { route: name, rule: "otherwise", result: resultOf(route.otherwise, policy) };
}

function resultOf(action: ReferenceAction, policy: ReferencePolicy): ReferenceDecision["result"] {
  if (typeof action === "object" && "reject" in action) return { status: action.reject, message: action.message };
  return [...new Set(targetsOf(action, policy))];
}

function targetsOf(strategy: ReferenceStrategy, policy: ReferencePolicy): string[] {
  if (typeof strategy === "object") {
    const parts = "chain" in strategy ? strategy.chain : strategy;
    return parts.flatMap((part) => targetsOf(part, policy));
  }
  const tier = policy.tiers?.[strategy];
  return tier === undefined ? [strategy] : targetsOf(tier, policy);
}
