/** `npm run verify:lsp -- --seed N --edits N`: random edits in an editor, of any number and seed. Exit code 1 for a failure. */
import { parseArgs } from "node:util";
import { randomEdits } from "./random-edits.ts";

const { values } = parseArgs({
  options: { seed: { type: "string", default: "1" }, edits: { type: "string", default: "10000" } },
});
const [seed, edits] = [Number(values.seed), Number(values.edits)];
if (!Number.isInteger(seed) || !Number.isInteger(edits) || edits < 1) {
  console.error("Usage: npm run verify:lsp -- [--seed 1] [--edits 10000]");
  process.exit(2);
}
let told = 0;
const { compared, asked, failures } = await randomEdits(seed, edits, (done) => {
  if (done - told < 500) return;
  told = done;
  process.stderr.write(`${done} edits\n`);
});
console.log(
  `${edits} edits of seed ${seed}: compared ${compared} times with a fresh compilation, ${asked} questions, ${failures.length} failures`,
);
for (const failure of failures) console.log(failure);
process.exitCode = failures.length > 0 ? 1 : 0;
