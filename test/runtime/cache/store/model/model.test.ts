import fc from "fast-check";
import { expect, test } from "vitest";
import { sequences } from "./operations.ts";
import { runSequence } from "./run-sequence.ts";
import { openSubjects } from "./subjects.ts";

const RUNS = Number(process.env.CACHE_MODEL_RUNS ?? 100);

test("stores answer as the reference does, whatever is asked of them in which order", async () => {
  const { all, close } = await openSubjects();
  const seed = Number(process.env.CACHE_MODEL_SEED ?? Date.now() % 1_000_000);
  let count = 0;
  const property = fc.asyncProperty(sequences, async (operations) => {
    const run = `${seed}.${++count}`;
    for (const subject of all) {
      const fault = await runSequence(subject, run, operations);
      if (fault !== undefined) throw new Error(fault);
    }
  });
  try {
    const { failed, counterexample, errorInstance } = await fc.check(property, { seed, numRuns: RUNS });
    expect(failed ? `seed ${seed}: ${JSON.stringify(counterexample?.[0])}\n${errorInstance}` : "").toBe("");
  } finally {
    await close();
  }
});
