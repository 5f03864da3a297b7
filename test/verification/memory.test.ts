/** `VERIFY_POLICIES=1000 VERIFY_SEED=1 npx vitest run test/verification/memory.test.ts` looks at more policies. */
import { expect, test } from "vitest";
import { thorough } from "../thorough.ts";
import { compareMemory } from "./compare-memory.ts";

const FIRST_SEED = Number(process.env.VERIFY_SEED ?? 1);
const POLICIES = Number(process.env.VERIFY_POLICIES ?? thorough(50, 10));

test(
  `${POLICIES} policies that are edited again and again have the findings that they have without a memory`,
  () => {
    const seeds = Array.from({ length: POLICIES }, (_, i) => FIRST_SEED + i);
    const compared = seeds.map((seed) => ({ seed, ...compareMemory(seed) }));
    expect(
      compared.flatMap(({ seed, mistake }) => (mistake === undefined ? [] : [`seed ${seed}, ${mistake}`])),
    ).toEqual([]);
    const remembered = compared.reduce((sum, one) => sum + one.remembered, 0);
    expect(remembered, "policies about which everything was known").toBeGreaterThan(POLICIES * 0.1);
  },
  60_000 + POLICIES * 500,
);
