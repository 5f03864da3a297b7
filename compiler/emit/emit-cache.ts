import type { TableCache } from "../../schemas/table-cache.ts";
import type { Cache } from "../lower/ir.ts";
import { defined } from "../plan/fixed-order.ts";

/** Undefined when nothing is switched on. A semantic part without embedder or bound does not compile. */
export function emitCache({ exact, normalised, semantic, scope, isPerTarget, ttl }: Cache): TableCache | undefined {
  if (!exact && !normalised && !semantic) return undefined;
  const { embedder, maxWrongHitRate } = semantic ?? {};
  const hasSemantic = embedder !== undefined && maxWrongHitRate !== undefined;
  return {
    ...(exact && { exact }),
    ...(normalised && { normalised }),
    ...(hasSemantic && { semantic: defined({ embedder: embedder.name, maxWrongHitRate, ttl: semantic?.ttl }) }),
    scope: scope.of,
    ...(isPerTarget && { perTarget: true as const }),
    ...defined({ ttl }),
  };
}
