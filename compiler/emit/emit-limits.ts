import { limitWindowMs } from "../../schemas/policy-limit.ts";
import type { TableLimit } from "../../schemas/table-limit.ts";
import type { Limit, PolicyIr } from "../lower/ir.ts";
import { byName, defined } from "../plan/fixed-order.ts";

/** By name; routes by their number in the table. */
export function emitLimits({ limits, routes }: PolicyIr): TableLimit[] {
  const numbers = new Map(byName(routes).map(({ name }, index) => [name, index]));
  const ascending = (names: readonly string[]) => names.map((name) => numbers.get(name)!).sort((a, b) => a - b);
  return byName(limits).map(({ name, per, rates, concurrency, routes, isPooled }: Limit): TableLimit => {
    const { window, ...amounts } = rates ?? {};
    return {
      name,
      per,
      ...(window && { rates: amounts, window: limitWindowMs[window] }),
      ...defined({ concurrency, routes: routes && ascending(routes), missing: isPooled && ("pool" as const) }),
    };
  });
}
