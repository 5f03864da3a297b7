/** What prints the blocks of the documentation whose command does not stand before them. */
import { readFileSync } from "node:fs";
import { shadowReport } from "../../../cli/shadow-report.ts";
import type { ComparisonReport } from "../../../schemas/shadows.ts";

export type Printing =
  | (() => string)
  /** Run in a folder of these files. Exit codes do not count: findings are what is shown. */
  | { readonly files: Readonly<Record<string, string>>; readonly script: string; readonly isLong?: true };

const first = /```ts file=routes\.ts\n([\s\S]*?)```/.exec(readFileSync("docs/guide/first-policy.md", "utf8"))![1]!;
const readme = /```ts\n([\s\S]*?)```/.exec(readFileSync("README.md", "utf8"))![1]!;
const check = "pointsman check routes.ts --no-types || true";

const deadRule = `import { chain, policy } from "pointsman";
export default policy({
  metadata: { sensitivity: ["public", "pii"] },
  tiers: { european: chain("mistral/mistral-large-2512") },
  routes: {
    chat: { rules: [
        { when: (r) => r.hasCode || r.inputTokens > 8_000, use: "google/gemini-3.8-flash" },
        { when: (r) => r.metadata.sensitivity === "pii" && r.inputTokens > 32_000, use: "european" },
      ],
      otherwise: "openai/gpt-5.4-mini",
    },
  },
});
`;

/** The shadows of a busy day, as the operator's listener has them. */
const compared: ComparisonReport = {
  ...{ target: "one/m1", asked: 412, answered: 401, failed: { "timeout-first-token": 9, "rate-limited": 2 } },
  ...{ compared: 401, finish: { of: 401, same: 369 }, tools: { of: 120, same: 97 } },
  ...{ form: { of: 250, both: 245, shadow: 246, beside: 248 }, spent: 0.5614, unpriced: 11 },
  firstToken: {
    ...{ of: 401, shadow: { p50: 310, p95: 980 }, beside: { p50: 420, p95: 1210 } },
    difference: { p50: -112, p95: -201, likely: [-140, -90] },
  },
  length: {
    ...{ of: 401, shadow: { p50: 1204, p95: 2000 }, beside: { p50: 988, p95: 1800 } },
    difference: { p50: 187, p95: 300, likely: [160, 215] },
  },
  cost: { of: 100, shadow: 0.14, beside: 0.089 },
};

function shadowsOf(beside: ComparisonReport): string {
  return shadowReport({ underWay: 0, shadows: [{ route: "chat", shadow: "other/m2", skipped: {}, beside: [beside] }] });
}

export const printed: Readonly<Record<string, Printing>> = {
  stronk: { files: { "routes.ts": first.replace('use: "strong"', 'use: "stronk"') }, script: check },
  "dead-rule": {
    files: { "routes.ts": deadRule },
    script: `${check.replace("routes.ts", "routes.ts --witnesses witnesses")}`,
  },
  proofs: { files: { "routes.ts": first }, script: "pointsman check routes.ts --no-types --proofs" },
  refuted: {
    files: { "routes.ts": readme.replace("scaleway/mistral-medium-3.5-128b", "openai/gpt-6-luna") },
    script: check,
  },
  rehearsal: {
    files: { "routes.example.ts": readFileSync("routes.example.ts", "utf8") },
    script: 'pointsman rehearse routes.example.ts --fault "anthropic down from 10m for 3h"',
    isLong: true,
  },
  shadows: () => shadowsOf(compared),
  judged: () =>
    shadowsOf({
      ...compared,
      scores: {
        ...{ judge: "google/gemini-3.8-flash", asked: 184, scored: 180, shadow: 7.31, beside: 6.9 },
        ...{ wins: 70, ties: 66, losses: 44, skipped: { "too-long": 12 }, failed: { overloaded: 1 } },
        ...{ unreadable: 3, spent: 0.214, unpriced: 0 },
      },
    }),
};
