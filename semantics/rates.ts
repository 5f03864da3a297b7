/** Which rates hold for a request, and what it costs at most. Unknown stays unknown, never zero. */
import type { TablePeak, TablePrice, TableRates } from "../schemas/table.ts";

/** Rates for a prompt of `promptTokens` at the time `at` (UTC), in the service tier that was asked for. */
export function ratesFor(price: TablePrice, promptTokens: number, at: Date, serviceTier?: string): TableRates {
  const day = at.toISOString();
  const scheduled = price.scheduled?.findLast(({ from }) => from <= day);
  const tier = price.tiers?.findLast(({ above }) => above < promptTokens);
  const offPeak = price.offPeak && !price.offPeak.peak.some((peak) => holds(peak, at)) ? price.offPeak : undefined;
  const service = serviceTier === undefined ? undefined : price.serviceTiers?.[serviceTier];
  const usual = { ...rates(price), ...rates(scheduled), ...rates(offPeak), ...rates(tier) };
  return service ? { ...usual, ...(tier ? dearer(rates(service), usual) : rates(service)) } : usual;
}

/** Micro-USD of a request at its largest; cache writes count where they are dearer. Nothing where a rate is unknown. */
export function worstCost(
  price: TablePrice | undefined,
  input: number,
  output: number,
  at: Date,
  serviceTier?: string,
): number | undefined {
  if (price === undefined) return undefined;
  const rates = ratesFor(price, input, at, serviceTier);
  if (rates.input === undefined || rates.output === undefined) return undefined;
  return input * Math.max(rates.input, rates.cacheWrite ?? 0) + output * rates.output;
}

/** The service tier that a body asks for, if any. */
export function serviceTierOf(body: { readonly service_tier?: unknown }): string | undefined {
  return typeof body.service_tier === "string" ? body.service_tier : undefined;
}

const names = ["input", "output", "cacheRead", "cacheWrite"] as const;

function holds({ days, from, to }: TablePeak, at: Date): boolean {
  const minute = at.getUTCHours() * 60 + at.getUTCMinutes();
  return days.includes(at.getUTCDay()) && from <= minute && minute < to;
}

/** What is known of the price of both at once: neither rate is undercut. */
function dearer(a: TableRates, b: TableRates): TableRates {
  const both: TableRates = {};
  for (const name of names) if (a[name] !== undefined) both[name] = Math.max(a[name], b[name] ?? 0);
  return both;
}

function rates(from: TableRates | undefined): TableRates {
  const named: TableRates = {};
  for (const name of names) {
    if (from?.[name] !== undefined) named[name] = from[name];
  }
  return named;
}
