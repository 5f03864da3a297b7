/** What the runtime of this version has, as plain data that both halves read: `check` says what it lacks, before `serve` refuses it. */
import { dialectNames } from "../schemas/dialects.ts";
import { dialects } from "./dialects/dialects.ts";
import { factNames } from "./facts/readers.ts";

/** By the names that a table asks for. A table that needs more is refused, so nothing in a policy is left out. */
export const runtimeFeatures: ReadonlySet<string> = new Set([
  "table/1",
  "action/reject",
  "plan/balance",
  "plan/chain",
  "plan/cheapest",
  "plan/fastest",
  "plan/max-cost",
  "plan/set",
  "plan/split",
  "plan/unsupported-emulate",
  "plan/unsupported-error",
  "plan/zero-retention",
  "provider/body",
  "price/audio",
  "price/cache-1h",
  "price/off-peak",
  "price/reasoning",
  "price/scheduled",
  "price/searches",
  "price/service-tiers",
  "price/tiers",
  "provider/signing",
  "route/fallback-on",
  "route/max-choices",
  "route/unknown-parameters",
  "route/wildcard",
  "target/accepts",
  ...["range", "exclusive", "require", "thoughts"].map((fact) => `parameters/${fact}`),
  "target/controls",
  "target/developer-role",
  "target/reasoning",
  ...["metadata", "metadata.endsWith", "metadata.includes", "metadata.startsWith"].map((fact) => `fact/${fact}`),
  ...factNames.map((fact) => `fact/${fact}`),
  ...dialectNames.map((dialect) => `dialect/${dialect}`),
  ...dialectNames.filter((dialect) => dialects[dialect].embeds).map((dialect) => `embeddings/${dialect}`),
]);
