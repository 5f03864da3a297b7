/** `cache` of LiteLLM as the cache of every route: answers to equal requests. */
import { entries, field, text as textOf } from "../../lower/read.ts";
import { type Draft, type DraftEntry, map, text } from "../draft.ts";
import type { Findings } from "../findings.ts";
import { amount, durationText, isOn } from "../settings.ts";
import cacheTypes from "./cache-types.json" with { type: "json" };
import type { Config } from "./config.ts";

/** Where answers are kept; what is kept, and for whom, is the same. */
const exact: readonly string[] = cacheTypes;

/** Undefined where nothing is cached, or nothing of the kind that a policy has by itself. */
export function cacheOf({ setting }: Config, findings: Findings): Draft | undefined {
  const cache = setting("cache");
  const parameters = setting("cache_params");
  if (!cache || !isOn(cache)) {
    if (parameters) findings.notCarriedOver("`cache_params`", "`cache` is not on", parameters.origin);
    findings.carried(cache);
    return undefined;
  }
  const type = field(parameters, "type");
  const mode = field(parameters, "mode");
  if (type && !exact.includes(textOf(type) ?? "")) {
    const instead = "Write `cache: { semantic: { embedder: …, maxWrongHitRate: … } }` on the route.";
    findings.notCarriedOver("the cache", "a cache by meaning needs an embedder and a bound", cache.origin, instead);
    return undefined;
  }
  if (mode && textOf(mode) !== "default_on") {
    const why = "it answers only requests that ask for it, and a route's cache answers all";
    findings.notCarriedOver("the cache", why, cache.origin, "Write `cache: { exact: true }` on the route.");
    return undefined;
  }
  const how = "every key has its own answers";
  findings.changed(
    "the cache",
    how,
    cache.origin,
    "`scope: global` beside `exact` shares them among all keys, as it was.",
  );
  for (const { name, origin } of entries(parameters)) sayParameter(name, origin, findings);
  findings.carried(type, mode);
  const ttl = amount(field(parameters, "ttl"));
  const { span } = cache.origin;
  const written: DraftEntry[] = [{ key: "exact", span, value: text(true, span) }];
  if (ttl !== undefined && ttl > 0) {
    const at = field(parameters, "ttl")!.origin.span;
    written.push({ key: "ttl", span: at, value: text(durationText(ttl * 1000), at) });
  }
  return map(written, span);
}

function sayParameter(name: string, origin: Parameters<Findings["notCarriedOver"]>[2], findings: Findings): void {
  if (["type", "mode", "ttl"].includes(name)) return;
  const why = "where answers are kept is said where the runtime is started";
  findings.notCarriedOver(`\`${name}\` of the cache`, why, origin, "See `pointsman serve --help`, `--state`.");
}
