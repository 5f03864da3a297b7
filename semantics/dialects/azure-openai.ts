import type { DialectNeed } from "./dialect-need.ts";

/** The same chat completions, at a resource of one's own. */
export const lacks: readonly DialectNeed[] = [];
