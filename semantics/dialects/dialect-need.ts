import type { FactName } from "../../schemas/facts.ts";

/** What a dialect may have no words for. */
export type DialectNeed = Extract<FactName, `needs.${string}`>;
