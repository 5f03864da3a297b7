import type { TargetLimitDocument, TargetLimitsDocument } from "../../schemas/target-limit.ts";

/** One, several or none. */
export function listedLimits(written: TargetLimitsDocument | undefined): readonly TargetLimitDocument[] {
  if (written === undefined) return [];
  return Array.isArray(written) ? written : [written];
}
