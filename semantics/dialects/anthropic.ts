import type { DialectNeed } from "./dialect-need.ts";
import { beyondNeutral } from "./written-anew.ts";

/** The Messages API: one answer, functions alone, no sound, and results for all calls. */
export const lacks: readonly DialectNeed[] = [...beyondNeutral, "needs.audio"];
