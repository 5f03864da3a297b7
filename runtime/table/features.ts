/** What a table may ask of this runtime. A table that needs more is refused, so nothing in a policy is left out. */
import { dialects } from "../providers/dialects.ts";
import { factNames } from "./facts/readers.ts";

export const supportedFeatures: ReadonlySet<string> = new Set([
  "table/1",
  "action/reject",
  "plan/chain",
  "price/scheduled",
  "price/tiers",
  "fact/metadata",
  ...factNames.map((fact) => `fact/${fact}`),
  ...Object.keys(dialects).map((dialect) => `dialect/${dialect}`),
]);
