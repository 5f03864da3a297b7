/** `VERIFY_POLICIES=5000 VERIFY_SEED=1 npx vitest run test/verification/verdicts.test.ts` looks at more policies. */
import { expect, test } from "vitest";
import { thorough } from "../thorough.ts";
import { type Comparison, compareSeed } from "./compare.ts";

const FIRST_SEED = Number(process.env.VERIFY_SEED ?? 1);
const POLICIES = Number(process.env.VERIFY_POLICIES ?? thorough(400, 100));
const MOST_POINTS = Number(process.env.VERIFY_POINTS ?? 8_192);
const PATIENCE = 60_000 + POLICIES * 500;

const seeds = Array.from({ length: POLICIES }, (_, i) => FIRST_SEED + i);
const mentioned = [
  "invariant/refuted",
  "reach/always-holds",
  "reach/dead-otherwise",
  "reach/dead-rule",
  "reach/impossible-condition",
];

test(
  `${POLICIES} random policies are found to be what asking every request says, and every witness replays`,
  () => {
    const compared: Comparison[] = [];
    for (const seed of seeds) {
      const comparison = compareSeed(seed, { mostPoints: MOST_POINTS });
      if (comparison === undefined) continue;
      expect(comparison.disagreements).toEqual([]);
      compared.push(comparison);
    }
    const count = (code: string) => compared.filter(({ findings }) => findings.includes(code)).length;
    expect(compared.length, "policies that can be listed").toBeGreaterThan(POLICIES * 0.7);
    for (const code of mentioned) expect(count(code), `policies with ${code}`).toBeGreaterThan(POLICIES * 0.02);
    const sound = compared.filter(({ findings }) => findings.length === 0).length;
    expect(sound, "policies without a finding").toBeGreaterThan(POLICIES * 0.1);
  },
  PATIENCE,
);
