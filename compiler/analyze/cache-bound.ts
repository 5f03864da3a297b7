import { noBound } from "../diagnostics/cache/no-bound.ts";
import { diagnose } from "../diagnostics/define.ts";
import type { Check } from "./check.ts";

/** Semantic caches that do not say how often they may be wrong. */
export const checkCacheBounds: Check = ({ policy }) =>
  policy.routes.flatMap(({ cache }) => {
    const semantic = cache?.semantic;
    return semantic && semantic.maxWrongHitRate === undefined ? [diagnose(noBound, {}, semantic.value)] : [];
  });
