import fc from "fast-check";
import { faultsOf } from "./judge-world.ts";
import { runWorld } from "./run-world.ts";
import { worlds } from "./world.ts";

/** Undefined where all is well; else the seed, and the smallest world that was found to break a promise. */
export async function checkWorlds(seed: number, runs: number): Promise<string | undefined> {
  const property = fc.asyncProperty(worlds, async (world) => {
    const faults = faultsOf(world, await runWorld(world));
    if (faults.length > 0) throw new Error(faults.join("\n"));
  });
  const { failed, counterexample, errorInstance, numShrinks } = await fc.check(property, { seed, numRuns: runs });
  if (!failed) return undefined;
  const why = (errorInstance as Error).message;
  return `seed ${seed}, after ${numShrinks} steps of shrinking:\n${JSON.stringify(counterexample![0], undefined, 1)}\n${why}`;
}
