/** What a model read and wrote: often all that it may write; a part may be thought or spoken, a part cached. */
import type { Random } from "../../../agreement/random.ts";
import type { Price } from "../policy/random-price.ts";
import type { Told, WireTerms } from "../upstream/dialects/dialect.ts";
import type { Used } from "./price-of.ts";
import type { Counted } from "./tally.ts";

interface Written {
  readonly counted: Counted;
  readonly terms: WireTerms;
  readonly limit: number;
  readonly tells: ReadonlySet<Told>;
}

export function usage(random: Random, price: Price, { counted, terms, limit, tells }: Written): Used {
  const each = random.once(2) ? limit : 1 + random.integer(Math.min(limit, 300));
  const output = terms.answers * each;
  const share = random.pick([0, 0.5, 0.9]);
  const thinks = tells.has("reasoning") && price.reasoning !== undefined && !terms.speaks;
  return {
    input: counted.tokens + counted.audio,
    inputAudio: counted.audio,
    ...cached(random, price, Math.floor(counted.tokens * share), { terms, tells }),
    output,
    reasoning: thinks ? Math.floor(output * share) : 0,
    outputAudio: terms.speaks ? Math.floor(output * 0.8) : 0,
  };
}

type Cached = Pick<Used, "cacheRead" | "cacheWrite" | "cacheWrite1h">;

/** It is written or read. Where marks say what is cached, as they say; elsewhere as the provider likes. */
function cached(
  random: Random,
  price: Price,
  tokens: number,
  { terms, tells }: Pick<Written, "terms" | "tells">,
): Cached {
  const { marks = ["5m"] } = terms;
  const isPriced = price.cacheWrite !== undefined || (price.cacheWrite1h !== undefined && marks.includes("1h"));
  const writes = tells.has("cacheWrite") && isPriced && marks.length > 0 && random.once(2);
  const reads = !writes && tells.has("cacheRead") && price.cacheRead !== undefined && random.once(2);
  const long = marks.includes("1h") ? (marks.includes("5m") ? Math.floor(tokens / 2) : tokens) : 0;
  return {
    cacheRead: reads ? tokens : 0,
    cacheWrite: writes ? tokens - long : 0,
    cacheWrite1h: writes ? long : 0,
  };
}
