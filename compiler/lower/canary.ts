import type { Value } from "../load/value.ts";
import { lowerFactName } from "./fact-name.ts";
import type { Canary } from "./ir.ts";
import { defined, duration, entry, field, number } from "./read.ts";
import { lowerStrategy, type Names } from "./strategy.ts";

/** What a route or a rule tries first for a share of its requests; undefined where something in it has been reported. */
export function lowerCanary(place: Value, names: Names): Canary | undefined {
  const written = entry(place, "canary");
  if (!written) return undefined;
  const { value, origin } = written;
  const use = field(value, "use");
  const strategy = use && lowerStrategy(use, names);
  const byValue = field(value, "by");
  const by = byValue ? lowerFactName(byValue, names.facts) : "key.id";
  const share = entry(value, "share");
  const back = entry(value, "back");
  if (!strategy || by === undefined || !share || !back) return undefined;
  const firstToken = duration(field(back.value, "firstToken"));
  return {
    strategy,
    share: number(share.value) ?? 0,
    by,
    back: { ...defined({ failures: number(field(back.value, "failures")), firstToken }), origin: back.origin },
    origins: { canary: origin, share: share.value.origin },
  };
}
