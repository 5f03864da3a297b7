/** What a team pays: its own price, the best fitting negotiated one, or the catalog's. */
import type { Price, Rates } from "../../schemas/catalog.ts";
import type { NegotiatedPrice, OverlayFile } from "../../schemas/overlay.ts";

/** The key of `prices` that holds for a model: the id itself, else the longest beginning that fits. */
export function fittingPrice(id: string, prices: OverlayFile["prices"] = {}): string | undefined {
  const fitting = Object.keys(prices).filter((key) => fits(key, id));
  return fitting.toSorted((a, b) => b.length - a.length)[0];
}

export function fits(key: string, id: string): boolean {
  return key.endsWith("*") ? id.startsWith(key.slice(0, -1)) : id === key;
}

/** Undefined where a discount is off a price that nobody knows. */
export function negotiate(negotiated: NegotiatedPrice, listed: Price | undefined): Price | undefined {
  if ("price" in negotiated) return negotiated.price;
  const share = 1 - Number.parseFloat(negotiated.discount) / 100;
  return listed && reduced(listed, share);
}

function reduced({ tiers, scheduled, serviceTiers, offPeak, ...base }: Price, share: number): Price {
  const times = <T extends Rates>(rates: T, kept: readonly string[] = []): T => {
    const entries = Object.entries(rates).map(([name, rate]) => {
      return [name, typeof rate === "number" && !kept.includes(name) ? round(rate * share) : rate];
    });
    return Object.fromEntries(entries);
  };
  return {
    ...times(base),
    ...(tiers && { tiers: tiers.map((tier) => times(tier, ["above"])) }),
    ...(scheduled && { scheduled: scheduled.map((next) => times(next)) }),
    ...(serviceTiers && {
      serviceTiers: Object.fromEntries(Object.entries(serviceTiers).map(([name, own]) => [name, times(own)])),
    }),
    ...(offPeak && { offPeak: times(offPeak) }),
  };
}

/** Without the dust of binary fractions: 0.3 × 0.85 is 0.255. */
function round(rate: number): number {
  return Number(rate.toPrecision(12));
}
