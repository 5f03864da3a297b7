import { missingQuality } from "../diagnostics/catalog/missing-quality.ts";
import { diagnose } from "../diagnostics/define.ts";
import type { Check } from "./check.ts";
import { reached } from "./reached.ts";
import { strategiesOf } from "./strategies.ts";

/** Targets without a score in a strategy that asks for one. */
export const checkMissingQuality: Check = ({ policy }) =>
  strategiesOf(policy).flatMap((strategy) => {
    if (strategy.kind !== "cheapest" || strategy.quality === undefined) return [];
    const least = strategy.quality;
    return reached(strategy, policy)
      .filter(({ target }) => target.quality === undefined)
      .map(({ target: { id }, origin }) => diagnose(missingQuality, { id, least }, origin));
  });
