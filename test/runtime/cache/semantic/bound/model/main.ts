/**
 * `npm run verify:bound -- --seed 1 --runs 2000`: years of simulated routes whose true rates of wrong hits are known, so many of each;
 * `--only '^5 %: 6 % always'` those whose bound and rate are so. It fails where more of them served wrongly than may.
 */
import { parseArgs } from "node:util";
import { counted } from "../../../../../../cli/progress-bar.ts";
import { MOST_ERROR } from "../../../../../../runtime/cache/semantic/bound/bound.ts";
import { missingChecks } from "../../../../../../runtime/cache/semantic/bound/upper-bound.ts";
import { heading, line } from "./report.ts";
import { routes } from "./routes.ts";
import { rule } from "./rules.ts";
import { isBroken, type Trials, tryYears } from "./trials.ts";
import { percent } from "./true-rates.ts";

const { values } = parseArgs({
  options: { seed: { type: "string" }, runs: { type: "string", default: "2000" }, only: { type: "string" } },
});
const seed = Number(values.seed ?? Date.now() % 1_000_000);
const runs = Number(values.runs);
/** Years between two words of how far it is. */
const PART = 50;

process.stdout.write(`Seed ${seed}, ${runs} years of each route.\n\n`);
for (const bound of [0.05, 0.02, 0.01, 0.005])
  process.stdout.write(`${100 * bound} %: ${missingChecks({ checks: 0, wrong: 0 }, bound)} checks if none is wrong\n`);
process.stdout.write(`\n${heading}\n`);

const only = new RegExp(values.only ?? "");
const chosen = routes.filter(({ bound, rate }) => only.test(`${percent(bound)}: ${rate.name}`));
let broken = 0;
for (const [i, route] of chosen.entries()) {
  const trials = tryRoute(route, i * runs);
  if (isBroken(trials, MOST_ERROR)) broken += 1;
  process.stdout.write(`${line(trials)}\n`);
}
process.stdout.write(
  broken === 0
    ? `\nNo route is known to serve wrongly in more than ${100 * MOST_ERROR} % of its years.\n`
    : `\n${broken} routes served wrongly in more than ${100 * MOST_ERROR} % of their years.\n`,
);
process.exitCode = broken === 0 ? 0 : 1;

function tryRoute(route: (typeof routes)[number], offset: number): Trials {
  return tryYears(route, rule, { seed: seed + offset, runs }, (done) => {
    if (done % PART === 0 && process.stderr.isTTY)
      process.stderr.write(`\r${counted("years", offset + done, chosen.length * runs)}\x1b[K`);
  });
}
