import { nothing } from "../diagnostics/cache/nothing.ts";
import { diagnose } from "../diagnostics/define.ts";
import type { Check } from "./check.ts";

/** Caches in which nothing is switched on. */
export const checkEmptyCaches: Check = ({ policy }) =>
  policy.routes.flatMap(({ name, cache }) => {
    if (!cache || cache.exact || cache.normalised || cache.semantic) return [];
    return [diagnose(nothing, { route: name }, cache.origin)];
  });
