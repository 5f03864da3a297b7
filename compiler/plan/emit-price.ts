/** A catalog's price → what the runtime needs of it. */
import type { Price, Rates } from "../../schemas/catalog.ts";
import type { TablePeak, TablePrice, TableRates } from "../../schemas/table.ts";
import { compare, defined, sortedRecord } from "./fixed-order.ts";

export function emitPrice(price: Price): TablePrice {
  const { tiers = [], scheduled = [], offPeak } = price;
  const serviceTiers = emitServiceTiers(price.serviceTiers ?? {});
  return {
    ...rates(price),
    ...(tiers.length > 0 && {
      tiers: tiers.map((tier) => ({ above: tier.above, ...rates(tier) })).sort((a, b) => compare(a.above, b.above)),
    }),
    ...(scheduled.length > 0 && {
      scheduled: scheduled.map((next) => ({ from: next.from, ...rates(next) })).sort((a, b) => compare(a.from, b.from)),
    }),
    ...(offPeak && { offPeak: { ...rates(offPeak), peak: offPeak.peakHoursUtc.map(parsePeak).sort(byBegin) } }),
    ...(Object.keys(serviceTiers).length > 0 && { serviceTiers }),
  };
}

/** A batch is no chat request: its rates are never asked for. */
function emitServiceTiers(tiers: Readonly<Record<string, Rates>>): Record<string, TableRates> {
  const emitted = Object.entries(tiers).map(([name, own]) => [name, rates(own)] as const);
  return sortedRecord(Object.fromEntries(emitted.filter(([name]) => name !== "batch")));
}

const DAYS = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"];

/** `Mon-Fri 01:00-04:00`; the form has been checked. Days may go over the end of the week: `Sat-Mon`. */
function parsePeak(text: string): TablePeak {
  const [days = "", hours = ""] = text.split(" ");
  const [first = 0, last = first] = days.split("-").map((day) => DAYS.indexOf(day));
  const count = ((last - first + 7) % 7) + 1;
  const [from = 0, to = 0] = hours.split("-").map((time) => Number(time.slice(0, 2)) * 60 + Number(time.slice(3)));
  return { days: Array.from({ length: count }, (_, i) => (first + i) % 7).sort(), from, to };
}

function byBegin(a: TablePeak, b: TablePeak): number {
  return compare(a.from, b.from) || compare(a.days.join(), b.days.join());
}

function rates({ input, output, cacheRead, cacheWrite }: Rates): TableRates {
  return defined({ input, output, cacheRead, cacheWrite });
}
