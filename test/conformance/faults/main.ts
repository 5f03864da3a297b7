/**
 * What a client sees of every failure of a provider at every stage of its answer: `npm run verify:faults` tries all of it over sockets and
 * writes docs/generated/faults.md; with `--check` it compares.
 */
import { readFileSync, writeFileSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import { parseArgs } from "node:util";
import { faultsPage } from "./faults-page.ts";
import { runMatrix } from "./matrix.ts";
import { turned } from "./turned.ts";

const PAGE = "docs/generated/faults.md";
const { values } = parseArgs({ options: { check: { type: "boolean" } } });

const usual = await runMatrix();
const other = await runMatrix(undefined, turned);
const { faults } = usual;
const ran = `${usual.ran} cells, and ${other.ran} where the route says otherwise`;
for (const { asker, dialect, cell, fault } of [...faults, ...other.faults])
  process.stderr.write(`${asker.name}, ${asker.mode}, ${dialect}: ${cell}: ${fault}\n`);
process.stderr.write(`${ran}: ${faults.length + other.faults.length} not as they should be\n`);
if (faults.length + other.faults.length > 0) process.exitCode = 1;

const held = await heldAfterwards();
if (held.length > 0) {
  process.stderr.write(`all is closed, and yet there are ${held.join(", ")}\n`);
  process.exitCode = 1;
}

const page = faultsPage(faults);
if (!values.check) writeFileSync(PAGE, page);
else if (readFileSync(PAGE, "utf8") !== page) {
  process.stderr.write(`${PAGE} says otherwise; look at \`npm run verify:faults\` and its diff\n`);
  process.exitCode = 1;
}

/** Timers and sockets that would keep the process alive, once those that are closing have had a moment. */
async function heldAfterwards(): Promise<string[]> {
  let held: string[] = ["everything"];
  for (let tries = 0; tries < 20 && held.length > 0; tries++) {
    await sleep(100);
    held = process.getActiveResourcesInfo().filter((name) => /Timeout|TCP|Immediate/.test(name));
  }
  return held;
}
