/** A catalog's price → what the runtime needs of it. A model that writes nothing has no output to pay for. */
import type { ModelEntry, Price, Rates } from "../../schemas/catalog.ts";
import type { TablePeak, TablePrice, TableRates } from "../../schemas/table-price.ts";
import { compare, defined, sortedRecord } from "./fixed-order.ts";

/** What a model is known to take and to give. */
type Known = Partial<Pick<ModelEntry, "kind" | "caps" | "modalities">>;

export function emitPrice(price: Price, model: Known = {}): TablePrice {
  const { tiers = [], scheduled = [], offPeak, per1kQueries } = price;
  const serviceTiers = emitServiceTiers(price.serviceTiers ?? {});
  const unknown = unknownRates(price, model);
  return {
    ...rates(model.kind === "embedding" ? { ...price, output: price.output ?? 0 } : price),
    ...defined({ per1kQueries }),
    ...(unknown.length > 0 && { unknown }),
    ...(tiers.length > 0 && {
      tiers: tiers.map((tier) => ({ above: tier.above, ...rates(tier) })).sort((a, b) => compare(a.above, b.above)),
    }),
    ...(scheduled.length > 0 && {
      scheduled: scheduled.map((next) => ({ from: next.from, ...rates(next) })).sort((a, b) => compare(a.from, b.from)),
    }),
    ...(offPeak && { offPeak: { ...rates(offPeak), peak: offPeak.peakHoursUtc.flatMap(parsePeak).sort(byBegin) } }),
    ...(Object.keys(serviceTiers).length > 0 && { serviceTiers }),
  };
}

/** Audio that the model takes or gives for sure, and whose rate nobody knows. */
function unknownRates(price: Price, { caps = {}, modalities }: Known): ("inputAudio" | "outputAudio")[] {
  const takes = caps.audioIn ?? modalities?.in.includes("audio") ?? false;
  const gives = caps.audioOut ?? modalities?.out.includes("audio") ?? false;
  return [
    ...(takes && price.inputAudio === undefined ? (["inputAudio"] as const) : []),
    ...(gives && price.outputAudio === undefined ? (["outputAudio"] as const) : []),
  ];
}

/** A batch is no chat request: its rates are never asked for. */
function emitServiceTiers(tiers: Readonly<Record<string, Rates>>): Record<string, TableRates> {
  const emitted = Object.entries(tiers).map(([name, own]) => [name, rates(own)] as const);
  return sortedRecord(Object.fromEntries(emitted.filter(([name]) => name !== "batch")));
}

const DAYS = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"];
const MIDNIGHT = 24 * 60;

/**
 * `Mon-Fri 01:00-04:00`; the form has been checked. Days may go over the end of the week: `Sat-Mon`. What goes over
 * midnight are two peaks, the later one on the days after.
 */
function parsePeak(text: string): TablePeak[] {
  const [days = "", hours = ""] = text.split(" ");
  const [first = 0, last = first] = days.split("-").map((day) => DAYS.indexOf(day));
  const count = ((last - first + 7) % 7) + 1;
  const [from = 0, to = 0] = hours.split("-").map((time) => Number(time.slice(0, 2)) * 60 + Number(time.slice(3)));
  const daysFrom = (start: number) => Array.from({ length: count }, (_, i) => (start + i) % 7).sort();
  if (from < to) return [{ days: daysFrom(first), from, to }];
  const untilMidnight = { days: daysFrom(first), from, to: MIDNIGHT };
  return to === 0 ? [untilMidnight] : [untilMidnight, { days: daysFrom(first + 1), from: 0, to }];
}

function byBegin(a: TablePeak, b: TablePeak): number {
  return compare(a.from, b.from) || compare(a.days.join(), b.days.join());
}

function rates({
  input,
  output,
  cacheRead,
  cacheWrite,
  cacheWrite1h,
  inputAudio,
  outputAudio,
  reasoning,
}: Rates): TableRates {
  return defined({ input, output, cacheRead, cacheWrite, cacheWrite1h, inputAudio, outputAudio, reasoning });
}
