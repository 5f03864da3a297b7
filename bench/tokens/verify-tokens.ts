/**
 * The figures of tokens against real tokenizers: `npm run verify:tokens [-- --seed 7]`. Prints a verdict for each promise
 * of docs/decisions/0007-token-estimate.md, and ends with 1 when one of them does not hold.
 */
import { parseArgs } from "node:util";
import { runEstimate } from "../estimate/run-estimate.ts";
import { seeded } from "../fuzz/seeded.ts";
import { madeTexts } from "./made-texts.ts";
import { measure } from "./measure.ts";
import { packageTexts } from "./package-texts.ts";
import { printLooseness, printTokenizers, printVerdicts } from "./print-tokens.ts";
import { machineTexts } from "./texts.ts";
import { loadTokenizers } from "./tokenizers.ts";
import { verdictsOf } from "./verdicts.ts";

const { values } = parseArgs({ options: { seed: { type: "string" } } });
const seed = Number(values.seed ?? Date.now() % 1_000_000);
const progress = (text: string): void => void process.stderr.write(`${text}\n`);
const passes = runEstimate({ quick: false, progress });
const random = seeded(seed);
const samples = [...packageTexts(random), ...machineTexts(random), ...madeTexts(random)];
progress(`seed ${seed}: ${samples.length} texts`);
const tokenizers = await loadTokenizers((name) => progress(`loading ${name}`));
const all = tokenizers.map((tokenizer) => {
  progress(`counting: ${tokenizer.name}`);
  return { tokenizer, measured: measure(tokenizer, samples) };
});
const verdicts = verdictsOf(all, passes);
process.stdout.write(`${printLooseness(all)}\n${printTokenizers(all)}\nSeed ${seed}\n${printVerdicts(verdicts)}\n`);
process.exitCode = verdicts.every(({ holds }) => holds) ? 0 : 1;
