/** `VERIFY_POLICIES=5000 VERIFY_SEED=1 npx vitest run test/verification/wide.test.ts` looks at more policies. */
import { expect, test } from "vitest";
import { thorough } from "../thorough.ts";
import type { WideComparison } from "./compare-wide.ts";
import { compareWideSeed } from "./compared-seed.ts";

const FIRST_SEED = Number(process.env.VERIFY_SEED ?? 1);
const POLICIES = Number(process.env.VERIFY_POLICIES ?? thorough(200, 60));

const mentioned = [
  "chain/dead-target",
  "chain/missing-capability",
  "chain/none-left",
  "chain/window-too-small",
  "invariant/refuted",
  "invariant/vacuous",
  "reach/redundant-part",
  "reach/redundant-rule",
];

test(
  `of ${POLICIES} random policies, what is redundant, what chains lack and what is claimed is found as every request says`,
  () => {
    const compared: WideComparison[] = [];
    for (let seed = FIRST_SEED; seed < FIRST_SEED + POLICIES; seed += 1) {
      const comparison = compareWideSeed(seed);
      if (comparison === undefined) continue;
      expect(comparison.disagreements).toEqual([]);
      compared.push(comparison);
    }
    expect(compared.length, "policies that can be listed").toBeGreaterThan(POLICIES * 0.5);
    for (const code of mentioned) {
      const count = compared.filter(({ findings }) => findings.includes(code)).length;
      expect(count, `policies with ${code}`).toBeGreaterThan(POLICIES * 0.005);
    }
  },
  60_000 + POLICIES * 500,
);
