/**
 * `npm run verify:stores -- --seed 1 --runs 30000`: random sequences on every store beside a reference; the first that differs is made
 * short and printed with its seed.
 */
import { parseArgs } from "node:util";
import { checkSequences } from "./check-sequences.ts";
import { openSubjects } from "./subjects.ts";

const { values } = parseArgs({ options: { seed: { type: "string" }, runs: { type: "string", default: "30000" } } });
const first = Number(values.seed ?? Date.now() % 1_000_000);
const runs = Number(values.runs);
/** Of one seed, on stores of their own: what others have left makes them slow; and so that progress is seen. */
const PART = 500;
const WIDTH = 30;

for (let done = 0; done < runs; done += PART) {
  const seed = first + done / PART;
  const subjects = await openSubjects();
  if (done === 0) {
    const names = subjects.all.map(({ name }) => name).join(", ");
    process.stderr.write(`${runs} sequences from seed ${first} on ${names}\n`);
  }
  const found = await checkSequences(subjects, seed, Math.min(PART, runs - done));
  await subjects.close();
  if (found !== undefined) {
    process.stdout.write(`\n${found}\n`);
    process.exitCode = 1;
    break;
  }
  const now = Math.min(done + PART, runs);
  const bar = "#".repeat(Math.round((now / runs) * WIDTH)).padEnd(WIDTH, ".");
  process.stderr.write(
    `${process.stderr.isTTY ? "\r" : ""}[${bar}] ${now} of ${runs}, seed ${seed}${process.stderr.isTTY ? "" : "\n"}`,
  );
}
process.stderr.write("\n");
