import { type StickyReason, stickyWithoutEffect } from "../diagnostics/chain/sticky-without-effect.ts";
import { diagnose } from "../diagnostics/define.ts";
import type { PolicyIr, Sticky, Strategy } from "../lower/ir.ts";
import { saidFact } from "../lower/said-fact.ts";
import type { Check } from "./check.ts";
import { strategiesOf } from "./strategies.ts";

/** Strategies whose requests stay together by what cannot tell so many apart as they have parts. */
export const checkSticky: Check = ({ policy }) =>
  strategiesOf(policy).flatMap((strategy) => {
    const sticky = stickyOf(strategy);
    const reason = sticky && "of" in strategy && reasonOf(policy, sticky, strategy.of.length);
    return sticky && reason ? [diagnose(stickyWithoutEffect, reason, sticky.origin)] : [];
  });

export function stickyOf(strategy: Strategy): Sticky | undefined {
  return strategy.kind === "fastest" || strategy.kind === "balance" ? strategy.sticky : undefined;
}

function reasonOf(policy: PolicyIr, { by }: Sticky, parts: number): StickyReason | undefined {
  // One part has a finding of its own.
  if (parts < 2) return undefined;
  const values = valuesOf(policy, by);
  return values < parts ? { kind: "few-values", by, values, parts } : undefined;
}

/** How many values a fact can have on one route. */
function valuesOf({ metadata, routes }: PolicyIr, by: string): number {
  if (by === "route") return 1;
  if (by === "model" && !routes.some(({ name }) => name.endsWith("*"))) return 1;
  const field = metadata.find((one) => saidFact(one) === by);
  return field?.values ? new Set(field.values).size : Number.POSITIVE_INFINITY;
}
