/** `npm run verify:input -- [--seed N] [--runs N]`: every wrong thing at every provider, then random bodies, and mutated answers of providers. Minutes. */
import { parseArgs } from "node:util";
import { tryAnswers } from "../../dialects/mutated-answers/try-answers.ts";
import { cases } from "./cases.ts";
import { startGateway } from "./gateway.ts";
import { tryAll } from "./try-all.ts";
import { tryRandom } from "./try-random.ts";

const { values } = parseArgs({
  options: {
    seed: { type: "string", default: String(Date.now() % 2 ** 31) },
    runs: { type: "string", default: "20000" },
  },
});
const [seed, runs] = [Number(values.seed), Number(values.runs)];
let faults = 0;
process.on("unhandledRejection", (error) => {
  faults++;
  console.error("unhandled rejection:", error);
});

const gateway = await startGateway();
for (const one of cases) {
  const outcome = await tryAll(gateway, one, { everywhere: true });
  console.log(`${one.name}: ${outcome.asked} asked, ${outcome.refused} refused, ${outcome.faults.length} faults`);
  for (const fault of outcome.faults.slice(0, 20)) console.log(`  ${fault}`);
  faults += outcome.faults.length;
}

let sent = 0;
const { statuses, report } = await tryRandom(gateway, { seed, runs }, () => {
  if (++sent % 2_000 === 0) console.log(`random, seed ${seed}: ${sent} of ${runs}`);
});
console.log([...statuses].map(([status, count]) => `${count} × ${status}`).join(", "));
if (report !== undefined) {
  faults++;
  console.log(report);
}
await gateway.close();

const answered = await tryAnswers({ seed, runs: Math.ceil(runs / 20) });
console.log(`mutated answers: ${[...answered.statuses].map(([status, count]) => `${count} × ${status}`).join(", ")}`);
if (answered.report !== undefined) {
  faults++;
  console.log(answered.report);
}
console.log(faults === 0 ? "clean" : `${faults} faults`);
process.exitCode = faults === 0 ? 0 : 1;
