/** `VERIFY_POLICIES=5000 VERIFY_SEED=1 npx vitest run test/verification/timely.test.ts` looks at more policies. */
import { expect, test } from "vitest";
import { thorough } from "../thorough.ts";
import { compareWide } from "./compare-wide.ts";
import { timelyPolicy } from "./timely-policy.ts";

const FIRST_SEED = Number(process.env.VERIFY_SEED ?? 1);
const POLICIES = Number(process.env.VERIFY_POLICIES ?? thorough(200, 40));

test(`of ${POLICIES} random policies whose targets just have the time they need, or just not, survival is found as every request says`, () => {
  const verdicts: boolean[] = [];
  for (let seed = FIRST_SEED; seed < FIRST_SEED + POLICIES; seed += 1) {
    const { disagreements, findings } = compareWide(timelyPolicy(seed), 4_096)!;
    expect(disagreements).toEqual([]);
    verdicts.push(findings.includes("invariant/refuted"));
  }
  for (const isRefuted of [true, false]) {
    const some = verdicts.filter((one) => one === isRefuted);
    expect(some.length, isRefuted ? "refuted" : "proved").toBeGreaterThan(POLICIES / 10);
  }
});
