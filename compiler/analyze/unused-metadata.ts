import { diagnose } from "../diagnostics/define.ts";
import { unusedMetadata } from "../diagnostics/name/unused-metadata.ts";
import type { Strategy } from "../lower/ir.ts";
import { canariesOf } from "../lower/named-targets.ts";
import { saidFact } from "../lower/said-fact.ts";
import { askedWith } from "../regions/fact-spec.ts";
import type { Check } from "./check.ts";
import { atomsOf, conditionsOf, strategiesOf } from "./strategies.ts";

/** Metadata that no condition, strategy, canary, budget or limit reads. */
export const checkUnusedMetadata: Check = ({ policy }) => {
  const atoms = conditionsOf(policy).flatMap(atomsOf);
  const read = new Set([
    ...atoms.flatMap(({ fact, ...atom }) => [
      fact,
      askedWith(fact).fact,
      "argument" in atom ? atom.argument : undefined,
    ]),
    ...strategiesOf(policy).flatMap(factsOf),
    ...policy.routes.flatMap(canariesOf).map(({ by }) => by),
    ...[...policy.budgets, ...policy.limits].map(({ per }) => per),
  ]);
  return policy.metadata
    .filter((field) => !read.has(saidFact(field)))
    .map((field) => diagnose(unusedMetadata, { name: field.name, header: field.isHeader }, field.origin));
};

function factsOf(strategy: Strategy): string[] {
  if (strategy.kind === "split") return [strategy.by];
  return "sticky" in strategy && strategy.sticky ? [strategy.sticky.by] : [];
}
