import type { DialectNeed } from "./dialect-need.ts";
import { beyondNeutral } from "./written-anew.ts";

/** Its own chat, written from the neutral form. It takes no sound. */
export const lacks: readonly DialectNeed[] = [...beyondNeutral, "needs.audio"];
