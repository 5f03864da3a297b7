import { diagnose } from "../diagnostics/define.ts";
import { unusedMetadata } from "../diagnostics/name/unused-metadata.ts";
import { askedWith } from "../regions/fact-spec.ts";
import type { Check } from "./check.ts";
import { atomsOf, conditionsOf, strategiesOf } from "./strategies.ts";

/** Metadata that no condition, split or budget reads. */
export const checkUnusedMetadata: Check = ({ policy }) => {
  const atoms = conditionsOf(policy).flatMap(atomsOf);
  const read = new Set([
    ...atoms.flatMap(({ fact, ...atom }) => [
      fact,
      askedWith(fact).fact,
      "argument" in atom ? atom.argument : undefined,
    ]),
    ...strategiesOf(policy).flatMap((strategy) => (strategy.kind === "split" ? [strategy.by] : [])),
    ...policy.budgets.map((budget) => budget.per),
  ]);
  return policy.metadata
    .filter(({ name }) => !read.has(`metadata.${name}`))
    .map(({ name, origin }) => diagnose(unusedMetadata, { name }, origin));
};
