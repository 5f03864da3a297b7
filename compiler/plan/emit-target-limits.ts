import { limitWindowMs } from "../../schemas/policy-limit.ts";
import type { TableTargetLimit, TargetLimitsDocument, TargetRates } from "../../schemas/target-limit.ts";
import { defined } from "./fixed-order.ts";
import { listedLimits } from "./listed-limits.ts";

/** By window, the shortest first; of what is said twice of a window the least holds. */
export function emitTargetLimits(written: TargetLimitsDocument | undefined): TableTargetLimit[] | undefined {
  if (written === undefined) return undefined;
  const byWindow = new Map<number, TargetRates>();
  for (const { window, ...rates } of listedLimits(written)) {
    const ms = limitWindowMs[window];
    byWindow.set(ms, least(byWindow.get(ms) ?? {}, rates));
  }
  return [...byWindow].map(([window, rates]) => ({ rates, window })).sort((a, b) => a.window - b.window);
}

function least(one: TargetRates, other: TargetRates): TargetRates {
  const of = (name: keyof TargetRates): number | undefined => {
    const said = [one[name], other[name]].filter((most) => most !== undefined);
    return said.length === 0 ? undefined : Math.min(...said);
  };
  return defined({
    requests: of("requests"),
    inputTokens: of("inputTokens"),
    outputTokens: of("outputTokens"),
    tokens: of("tokens"),
  });
}
