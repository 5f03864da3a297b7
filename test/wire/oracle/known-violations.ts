/**
 * What is broken at present, with a seed that shows it: the rest must hold. Each is asserted to be broken still, so that
 * it leaves this list when it is mended. `kind: theme` is of policies about that alone.
 */
import type { ViolationKind } from "./check/violation.ts";

export const knownViolations: Readonly<
  Partial<Record<ViolationKind | `${ViolationKind}: ${string}`, readonly number[]>>
> = {
  witness: [19],
};

/** Of `reportCases`. */
export const knownReports: readonly string[] = [];
