/**
 * `npm run verify:cache-stores -- --seed 1 --runs 3000`: random sequences on every store of the cache beside a reference; the first that differs is
 * made short and printed with its seed.
 */
import { parseArgs } from "node:util";
import { checkSequences } from "./check-sequences.ts";
import { openSubjects } from "./subjects.ts";

const { values } = parseArgs({ options: { seed: { type: "string" }, runs: { type: "string", default: "3000" } } });
const first = Number(values.seed ?? Date.now() % 1_000_000);
const runs = Number(values.runs);
/** Of one seed, so that progress is seen. */
const PART = 250;

const subjects = await openSubjects();
process.stderr.write(`${runs} sequences from seed ${first} on ${subjects.all.map(({ name }) => name).join(", ")}\n`);
for (let done = 0; done < runs; done += PART) {
  const seed = first + done / PART;
  const found = await checkSequences(subjects, seed, Math.min(PART, runs - done));
  if (found !== undefined) {
    process.stdout.write(`${found}\n`);
    process.exitCode = 1;
    break;
  }
  process.stderr.write(`${Math.min(done + PART, runs)} of ${runs}, seed ${seed}\n`);
}
await subjects.close();
