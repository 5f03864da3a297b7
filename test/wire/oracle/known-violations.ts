/**
 * What is broken at present, with a seed that shows it: the rest must hold. Each is asserted to be broken still, so that
 * it leaves this list when it is mended.
 */
import type { ViolationKind } from "./check/violation.ts";

export const knownViolations: Readonly<Partial<Record<ViolationKind, readonly number[]>>> = {
  "green and not served": [26],
  "text over the route's bound": [82],
  survives: [105],
};

/** Of `reportCases`. */
export const knownReports: readonly string[] = [
  "of two findings at one place both are shown: no chain/window-too-small",
];
