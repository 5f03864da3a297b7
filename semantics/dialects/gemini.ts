import type { DialectNeed } from "./dialect-need.ts";
import { beyondNeutral } from "./written-anew.ts";

/** generateContent, written from the neutral form. */
export const lacks: readonly DialectNeed[] = beyondNeutral;
