import fc from "fast-check";
import { sequences } from "./operations.ts";
import { runSequence } from "./run-sequence.ts";
import type { Subjects } from "./subjects.ts";

/** Undefined where all is well; else the seed, and the shortest sequence that was found to differ from the reference. */
export async function checkSequences({ all }: Subjects, seed: number, runs: number): Promise<string | undefined> {
  let count = 0;
  const property = fc.asyncProperty(sequences, async (operations) => {
    const run = `${seed}.${++count}`;
    for (const subject of all) {
      const fault = await runSequence(subject, run, operations);
      if (fault !== undefined) throw new Error(fault);
    }
  });
  const { failed, counterexample, errorInstance, numShrinks } = await fc.check(property, { seed, numRuns: runs });
  if (!failed) return undefined;
  return `seed ${seed}, after ${numShrinks} steps of shrinking:\n${JSON.stringify(counterexample?.[0])}\n${errorInstance}`;
}
