/** `npm run verify:wire-mutants`: every fault is put back, one at a time, and must be noticed. */
import { MutatedCopy } from "./mutated-copy.ts";
import { wireMutants } from "./wire-mutants.ts";

const wanted = process.argv.slice(2);
const copy = await MutatedCopy.make();
let missed = 0;
try {
  for (const mutant of wireMutants.filter(
    ({ why }) => wanted.length === 0 || wanted.some((word) => why.includes(word)),
  )) {
    const noticed = await copy.noticed(mutant).catch((error: unknown) => `broken: ${String(error)}`);
    const isMissed = noticed === "none" || noticed.startsWith("broken");
    if (isMissed) missed++;
    console.log(`${isMissed ? "MISSED " : "noticed"} ${mutant.why}\n        ${noticed.slice(0, 200)}`);
  }
} finally {
  await copy.remove();
}
console.log(missed === 0 ? "All were noticed." : `${missed} were not noticed.`);
process.exitCode = missed === 0 ? 0 : 1;
