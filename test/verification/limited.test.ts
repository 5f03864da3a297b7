/** `VERIFY_POLICIES=5000 VERIFY_SEED=1 npx vitest run test/verification/limited.test.ts` looks at more policies. */
import { expect, test } from "vitest";
import { thorough } from "../thorough.ts";
import { compareWide, type WideComparison } from "./compare-wide.ts";
import { limitedPolicy } from "./limited-policy.ts";

const FIRST_SEED = Number(process.env.VERIFY_SEED ?? 1);
const POLICIES = Number(process.env.VERIFY_POLICIES ?? thorough(150, 40));

test(
  `of ${POLICIES} random policies with limits, what is claimed is found as every request says, whatever is full`,
  () => {
    const compared: WideComparison[] = [];
    for (let seed = FIRST_SEED; seed < FIRST_SEED + POLICIES; seed += 1) {
      const comparison = compareWide(limitedPolicy(seed), 4_096);
      if (comparison === undefined) continue;
      expect(comparison.disagreements).toEqual([]);
      compared.push(comparison);
    }
    expect(compared.length, "policies that can be listed").toBeGreaterThan(POLICIES * 0.3);
    const refuted = compared.filter(({ findings }) => findings.includes("invariant/refuted")).length;
    expect(refuted).toBeGreaterThan(POLICIES * 0.05);
  },
  60_000 + POLICIES * 500,
);
