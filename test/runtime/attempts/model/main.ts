/**
 * `npm run verify:attempts -- --seed 1 --runs 30000`: random faults, random plans, a simulated clock; the first world that breaks what
 * policies promise is made small and printed with its seed.
 */
import { parseArgs } from "node:util";
import { checkWorlds } from "./check-worlds.ts";

const { values } = parseArgs({ options: { seed: { type: "string" }, runs: { type: "string", default: "30000" } } });
const first = Number(values.seed ?? Date.now() % 1_000_000);
const runs = Number(values.runs);
/** Of one seed, so that progress is seen. */
const PART = 1_000;

for (let done = 0; done < runs; done += PART) {
  const seed = first + done / PART;
  const found = await checkWorlds(seed, Math.min(PART, runs - done));
  process.stderr.write(`seed ${seed}: ${Math.min(done + PART, runs)} of ${runs} worlds\n`);
  if (found === undefined) continue;
  process.stdout.write(`${found}\n`);
  process.exitCode = 1;
  break;
}
