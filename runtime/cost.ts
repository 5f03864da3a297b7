/** What an answer cost: usage times the price that held for it. Unknown stays unknown, never zero. */
import type { TablePrice } from "../schemas/table.ts";
import { ratesFor } from "../semantics/rates.ts";
import type { Usage } from "./chat/answer.ts";

/** Micro-USD, with fractions; nothing where a rate that the usage needs is unknown. */
export function costOf(
  price: TablePrice | undefined,
  usage: Usage,
  at: Date,
  serviceTier?: string,
): number | undefined {
  if (price === undefined) return undefined;
  const { input, output, cacheRead = input, cacheWrite = input } = ratesFor(price, usage.input, at, serviceTier);
  const fresh = Math.max(0, usage.input - usage.cacheRead - usage.cacheWrite);
  const parts = [
    times(fresh, input),
    times(usage.cacheRead, cacheRead),
    times(usage.cacheWrite, cacheWrite),
    times(usage.output, output),
  ];
  return parts.reduce((sum, part) => (sum === undefined || part === undefined ? undefined : sum + part), 0);
}

/** Micro-USD → USD in decimal digits, exact to a thousandth of a micro-USD. */
export function usd(micro: number): string {
  return (micro / 1e6).toFixed(9).replace(/\.?0+$/, "");
}

/** As a member of the client's usage. */
export function costMember(cost: number | undefined): { cost_usd?: number } {
  return cost === undefined ? {} : { cost_usd: cost };
}

function times(tokens: number, rate: number | undefined): number | undefined {
  if (tokens === 0) return 0;
  return rate === undefined ? undefined : tokens * rate;
}
