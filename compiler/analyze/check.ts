import type { Diagnostic } from "../diagnostics/define.ts";
import type { Catalog } from "../load/catalog/open-catalog.ts";
import type { PolicyIr, Target } from "../lower/ir.ts";
import type { Origin } from "../source.ts";
import { strategiesOf } from "./strategies.ts";

export interface CheckInput {
  readonly policy: PolicyIr;
  /** As the team sees it: with its overlay. */
  readonly catalog: Catalog;
  /** YYYY-MM-DD */
  readonly today: string;
  /** The features of the runtime that is to serve the policy; absent: whichever. */
  readonly runtime?: ReadonlySet<string> | undefined;
}

/** One check: what it finds in a lowered policy. */
export type Check = (input: CheckInput) => Diagnostic[];

/** Every place where a policy names a target, embedders included. */
export function namedTargets(policy: PolicyIr): { target: Target; origin: Origin }[] {
  const embedders = policy.routes.flatMap(({ cache }) => {
    const { target, origin } = cache?.semantic?.embedder ?? {};
    return target && origin ? [{ target, origin }] : [];
  });
  return [...namedInRoutes(policy), ...embedders];
}

/** Every place where a policy names a target that requests are to be answered by. */
export function namedInRoutes(policy: PolicyIr): { target: Target; origin: Origin }[] {
  return strategiesOf(policy).flatMap((strategy) => (strategy.kind === "target" ? [strategy] : []));
}
