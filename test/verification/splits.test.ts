/** `VERIFY_POLICIES=5000 VERIFY_SEED=1 npx vitest run test/verification/splits.test.ts` looks at more policies. */
import { expect, test } from "vitest";
import { thorough } from "../thorough.ts";
import { compareSplits } from "./compare-splits.ts";

const FIRST_SEED = Number(process.env.VERIFY_SEED ?? 1);
const POLICIES = Number(process.env.VERIFY_POLICIES ?? thorough(40, 6));

test(
  `of ${POLICIES} random policies with splits of many sides, what is proved holds of random requests, and what is refuted of its own`,
  () => {
    const verdicts: string[] = [];
    for (let seed = FIRST_SEED; seed < FIRST_SEED + POLICIES; seed += 1) {
      const comparison = compareSplits(seed);
      expect(comparison.mistake, `seed ${seed}`).toBeUndefined();
      verdicts.push(...comparison.verdicts);
    }
    for (const verdict of ["proved", "refuted"]) {
      expect(verdicts.filter((one) => one === verdict).length, verdict).toBeGreaterThan(POLICIES / 20);
    }
  },
  60_000 + POLICIES * 5_000,
);
