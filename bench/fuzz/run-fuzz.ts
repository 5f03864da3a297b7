/** Random text and random edits of valid policies, compiled: no case may crash or hang. Progress goes to stderr. */
import { parseArgs } from "node:util";
import { openCatalog } from "../../compiler/load/catalog/open-catalog.ts";
import { fuzzCompile, fuzzInput } from "./fuzz-case.ts";

const usage = "Usage: node bench/fuzz/run-fuzz.ts [--cases 100000] [--seed 1] [--slow 2000]\n";
/** Cases whose time is told. */
const SLOWEST = 5;

const { values } = parseArgs({
  options: {
    cases: { type: "string", default: "100000" },
    seed: { type: "string", default: "1" },
    // Milliseconds from which on a case counts as hanging.
    slow: { type: "string", default: "2000" },
  },
});
const [cases, first, slow] = [values.cases, values.seed, values.slow].map(Number) as [number, number, number];
if (![cases, first, slow].every(Number.isInteger)) {
  process.stderr.write(usage);
  process.exit(2);
}

const catalog = openCatalog();
const codes = new Map<string, number>();
const slowest: { seed: number; ms: number }[] = [];
let failures = 0;
let tables = 0;
const started = performance.now();

for (let seed = first; seed < first + cases; seed++) {
  const input = fuzzInput(seed);
  const begun = performance.now();
  try {
    const { diagnostics, table } = fuzzCompile(input, catalog);
    if (table) tables += 1;
    for (const code of new Set(diagnostics.map((diagnostic) => diagnostic.code)))
      codes.set(code, (codes.get(code) ?? 0) + 1);
  } catch (error) {
    fail(seed, error instanceof Error ? (error.stack ?? error.message) : String(error));
  }
  const ms = performance.now() - begun;
  if (ms > slow) fail(seed, `took ${Math.round(ms)} ms`);
  slowest.push({ seed, ms });
  if (slowest.length > 1_000) keepSlowest();
  if ((seed - first + 1) % 5_000 === 0) process.stderr.write(`${seed - first + 1} cases\n`);
}

keepSlowest();
const seconds = (performance.now() - started) / 1_000;
const told = [...codes].sort(([, a], [, b]) => b - a).map(([code, count]) => `  ${String(count).padStart(6)}  ${code}`);
process.stdout.write(
  `${[
    `${cases} cases from seed ${first}: ${failures} failures, ${tables} tables`,
    `${seconds.toFixed(1)} s, ${((seconds * 1_000) / cases).toFixed(2)} ms per case`,
    `slowest: ${slowest.map(({ seed, ms }) => `seed ${seed} ${ms.toFixed(0)} ms`).join(", ")}`,
    "cases with a finding, by code:",
    ...told,
  ].join("\n")}\n`,
);
process.exitCode = failures > 0 ? 1 : 0;

function keepSlowest(): void {
  slowest.sort((a, b) => b.ms - a.ms).splice(SLOWEST);
}

function fail(seed: number, why: string): void {
  failures += 1;
  const { name, text } = fuzzInput(seed);
  process.stderr.write(`seed ${seed}: ${why}\n--- ${name}\n${text}\n---\n`);
}
