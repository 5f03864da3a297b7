/**
 * What a policy means: slow and obvious, straight from the policy as JavaScript. The table, and everything that is
 * built on it, must agree with this.
 */
import type { Facts } from "../../dsl/facts.ts";
import type { ModelEntry, ProviderFile } from "../../schemas/catalog.ts";
import { type ReferenceRequest, readFacts } from "./read-facts.ts";
import { type Serving, targetsFor } from "./targets.ts";

export type ReferenceStrategy =
  | string
  | readonly ReferenceStrategy[]
  | { readonly chain: readonly ReferenceStrategy[] }
  | { readonly split: Readonly<Record<string, number>>; readonly by?: string }
  | { readonly cheapest: readonly ReferenceStrategy[] }
  | { readonly fastest: readonly ReferenceStrategy[]; readonly sticky?: string }
  | {
      readonly balance: readonly ReferenceStrategy[];
      readonly by?: "room";
      readonly sticky?: string;
      readonly lifetime?: unknown;
    };
export type ReferenceAction = ReferenceStrategy | { readonly reject: number; readonly message: string };

export interface ReferenceTerms {
  /** USD */
  readonly maxCost?: number;
  readonly jurisdictions?: readonly string[];
}

export interface ReferenceCanary {
  readonly use: ReferenceStrategy;
  readonly share: number;
  readonly by?: string;
}

interface ReferenceRule extends ReferenceTerms {
  readonly canary?: ReferenceCanary;
  readonly when: (r: Facts) => unknown;
  readonly use: ReferenceAction;
}

interface ReferenceRoute extends ReferenceTerms {
  /** Of every rule that has none of its own. */
  readonly canary?: ReferenceCanary;
  readonly rules?: readonly ReferenceRule[];
  readonly otherwise: ReferenceAction;
  readonly max?: { readonly inputTokens?: number; readonly outputTokens?: number; readonly choices?: number };
}

/** What the constructors of the policy language return. */
export interface ReferencePolicy {
  readonly tiers?: Readonly<Record<string, ReferenceStrategy>>;
  readonly routes: Readonly<Record<string, ReferenceRoute>>;
}

/** What the catalog says of `provider/model`. */
export type ReferenceCatalog = (id: string) => { provider: ProviderFile; model: ModelEntry };

export interface ReferenceDecision {
  route: string;
  rule: number | "otherwise";
  /** The ids of the targets in the order they are tried, or the refusal. */
  result: string[] | { status: number; message: string };
}

/** As long as the canary has not gone back. */
export function withCandidate(
  action: ReferenceStrategy,
  canary: ReferenceCanary | undefined,
  serving: Serving,
): string[] {
  const ordinary = targetsFor(action, serving);
  if (!canary) return ordinary;
  const sample = serving.r.sample((canary.by ?? "key.id") as "key.id") ?? serving.r.sample("key.id");
  if (sample >= canary.share * 100) return ordinary;
  return [...new Set([...targetsFor(canary.use, serving), ...ordinary])];
}

/** The request's `model` names the route. Targets are idle, and were never measured. */
export function referenceDecide(
  policy: ReferencePolicy,
  request: ReferenceRequest,
  catalog: ReferenceCatalog,
): ReferenceDecision {
  const name = request.body.model as string;
  const route = policy.routes[name];
  if (route === undefined) throw new Error(`The policy has no route ${name}`);
  const r = readFacts(request, name);
  const resultOf = (
    action: ReferenceAction,
    terms: ReferenceTerms[],
    canary = route.canary,
  ): ReferenceDecision["result"] => {
    if (typeof action === "object" && "reject" in action) return { status: action.reject, message: action.message };
    const serving: Serving = {
      policy,
      catalog,
      r,
      terms,
      outputTokens: route.max?.outputTokens,
      inputTokens: route.max?.inputTokens,
    };
    return withCandidate(action, canary, serving);
  };
  for (const [i, rule] of (route.rules ?? []).entries()) {
    if (rule.when(r)) return { route: name, rule: i, result: resultOf(rule.use, [route, rule], rule.canary) };
  }
  return { route: name, rule: "otherwise", result: resultOf(route.otherwise, [route]) };
}
