import type { Value } from "../load/value.ts";
import type { Cache, SemanticCache } from "./ir.ts";
import { defined, duration, entry, field, number, text, truth } from "./read.ts";
import { lowerJudge } from "./shadow.ts";
import { lowerTarget, type Names } from "./strategy.ts";

/** The cache of a route. What has no slash in its name is no model: the embedder then has no target. */
export function lowerCache(route: Value, names: Names): Cache | undefined {
  const cache = entry(route, "cache");
  if (!cache) return undefined;
  const { value, origin } = cache;
  const scope = field(value, "scope");
  return {
    exact: truth(field(value, "exact")) ?? false,
    normalised: truth(field(value, "normalised")) ?? false,
    ...defined({ semantic: lowerSemantic(value, names), ttl: duration(field(value, "ttl")) }),
    scope: { of: (text(scope) ?? "key") as Cache["scope"]["of"], origin: scope?.origin ?? origin },
    isPerTarget: truth(field(value, "perTarget")) ?? false,
    origin,
  };
}

function lowerSemantic(cache: Value, names: Names): SemanticCache | undefined {
  const semantic = entry(cache, "semantic");
  if (!semantic) return undefined;
  const { value, origin } = semantic;
  const maxWrongHitRate = number(field(value, "maxWrongHitRate"));
  const ttl = duration(field(value, "ttl"));
  const written = entry(value, "judge");
  const judge = written && lowerJudge(written.value, names);
  return {
    ...defined({ embedder: lowerEmbedder(value, names), maxWrongHitRate, judge, ttl }),
    origin,
    value: value.origin,
  };
}

function lowerEmbedder(semantic: Value, names: Names): SemanticCache["embedder"] {
  const written = field(semantic, "embedder");
  const name = text(written);
  if (!written || name === undefined) return undefined;
  const target = name.includes("/") ? lowerTarget(name, written.origin, names) : undefined;
  return { name, ...(target && { target }), origin: written.origin };
}
