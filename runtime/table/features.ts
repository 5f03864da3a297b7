/** What a table may ask of this runtime. A table that needs more is refused, so nothing in a policy is left out. */

import { factNames } from "../../semantics/facts/readers.ts";
import { dialects } from "../providers/dialects.ts";

export const supportedFeatures: ReadonlySet<string> = new Set([
  "table/1",
  "action/reject",
  "plan/balance",
  "plan/chain",
  "plan/cheapest",
  "plan/fastest",
  "plan/max-cost",
  "plan/set",
  "plan/split",
  "price/audio",
  "price/cache-1h",
  "price/off-peak",
  "price/reasoning",
  "price/scheduled",
  "price/searches",
  "price/service-tiers",
  "price/tiers",
  "route/fallback-on",
  "route/max-choices",
  "route/unknown-parameters",
  "route/wildcard",
  "target/accepts",
  "target/controls",
  ...["metadata", "metadata.endsWith", "metadata.includes", "metadata.startsWith"].map((fact) => `fact/${fact}`),
  ...factNames.map((fact) => `fact/${fact}`),
  ...Object.keys(dialects).map((dialect) => `dialect/${dialect}`),
]);
