import type { DialectNeed } from "./dialect-need.ts";

/** Chat completions: what clients of the chat endpoint speak, so all of it passes as it is. */
export const lacks: readonly DialectNeed[] = [];
