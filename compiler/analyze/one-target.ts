import { oneTarget } from "../diagnostics/chain/one-target.ts";
import { diagnose } from "../diagnostics/define.ts";
import type { Check } from "./check.ts";
import { partsOf, strategiesOf } from "./strategies.ts";

/** Strategies that choose, with one target to choose from. A tier counts as many. */
export const checkOneTarget: Check = ({ policy }) =>
  strategiesOf(policy).flatMap((strategy) => {
    const [only, ...others] = partsOf(strategy);
    if (strategy.kind === "chain" || only?.kind !== "target" || others.length > 0) return [];
    return [diagnose(oneTarget, { how: strategy.kind, id: only.target.id }, strategy.origin)];
  });
