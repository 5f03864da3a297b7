/** `VERIFY_POLICIES=5000 VERIFY_SEED=1 npx vitest run test/verification/env.test.ts` looks at more policies. */
import { expect, test } from "vitest";
import { thorough } from "../thorough.ts";
import { compareWide, type WideComparison } from "./compare-wide.ts";
import { envPolicy } from "./env-policy.ts";

const FIRST_SEED = Number(process.env.VERIFY_SEED ?? 1);
const POLICIES = Number(process.env.VERIFY_POLICIES ?? thorough(150, 40));

test(
  `of ${POLICIES} random policies whose routes are for some keys, what is found is what every request of those keys says`,
  () => {
    const compared: WideComparison[] = [];
    for (let seed = FIRST_SEED; seed < FIRST_SEED + POLICIES; seed += 1) {
      const comparison = compareWide(envPolicy(seed), 8_192);
      if (comparison === undefined) continue;
      expect(comparison.disagreements).toEqual([]);
      compared.push(comparison);
    }
    expect(compared.length, "policies that can be listed").toBeGreaterThan(POLICIES * 0.3);
    const having = (code: string) => compared.filter(({ findings }) => findings.includes(code)).length;
    for (const code of ["invariant/refuted", "reach/impossible-condition"])
      expect(having(code), code).toBeGreaterThan(POLICIES * 0.05);
  },
  60_000 + POLICIES * 500,
);
