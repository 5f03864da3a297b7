import type { DialectNeed } from "./dialect-facts.ts";

/**
 * What is lost where a request is written anew in another API's words: our neutral form of a request holds none of these, so a
 * dialect that takes no other one's bytes has no place for them.
 */
export const beyondNeutral: readonly DialectNeed[] = [
  "needs.choices",
  "needs.customTools",
  "needs.functions",
  "needs.otherForms",
  "needs.toolChoice",
];
