/** The rates that a provider bills by at a time. Unknown stays unknown, never zero. */
import type { TablePeak, TablePrice, TableRates } from "../schemas/table-price.ts";

/** Rates for a prompt of `promptTokens` at the time `at` (UTC), in a service tier that the price lists; else the usual. */
export function ratesFor(
  price: TablePrice,
  promptTokens: number,
  at: Date,
  serviceTier?: string,
): Readonly<TableRates> {
  if (!price.scheduled && !price.tiers && !price.offPeak && !isListed(price, serviceTier)) return flatRates(price);
  const begun = price.scheduled ? begunBy(price.scheduled, at) : [];
  const tier = price.tiers?.findLast(({ above }) => above < promptTokens);
  const offPeak = price.offPeak && !price.offPeak.peak.some((peak) => holds(peak, at)) ? price.offPeak : undefined;
  const service = isListed(price, serviceTier) ? price.serviceTiers?.[serviceTier] : undefined;
  const usual: TableRates = Object.assign(rates(price), ...begun, rates(offPeak), rates(tier));
  return service ? { ...usual, ...(tier ? dearer(rates(service), usual) : rates(service)) } : usual;
}

/** The price has rates of its own for the service tier. */
export function isListed({ serviceTiers = {} }: TablePrice, serviceTier: string | undefined): serviceTier is string {
  return serviceTier !== undefined && Object.hasOwn(serviceTiers, serviceTier);
}

export const rateNames: readonly (keyof TableRates)[] = [
  "input",
  "output",
  "cacheRead",
  "cacheWrite",
  "cacheWrite1h",
  "inputAudio",
  "outputAudio",
  "reasoning",
];

/** Each goes on where a later one does not name its rate. */
function begunBy(scheduled: NonNullable<TablePrice["scheduled"]>, at: Date): TableRates[] {
  const day = at.toISOString();
  return scheduled.filter(({ from }) => from <= day).map(rates);
}

function holds({ days, from, to }: TablePeak, at: Date): boolean {
  const minute = at.getUTCHours() * 60 + at.getUTCMinutes();
  return days.includes(at.getUTCDay()) && from <= minute && minute < to;
}

/** What is known of the price of both at once: neither rate is undercut. */
function dearer(a: TableRates, b: TableRates): TableRates {
  const both: TableRates = {};
  for (const name of rateNames) if (a[name] !== undefined) both[name] = Math.max(a[name], b[name] ?? 0);
  return both;
}

/** The usual ones of prices that are the same at all times and sizes; read once. */
const flat = new WeakMap<TablePrice, TableRates>();

function flatRates(price: TablePrice): TableRates {
  const known = flat.get(price) ?? rates(price);
  flat.set(price, known);
  return known;
}

function rates(from: TableRates | undefined): TableRates {
  const named: TableRates = {};
  for (const name of rateNames) {
    if (from?.[name] !== undefined) named[name] = from[name];
  }
  return named;
}
