/** `npm run verify:budgets -- --seed 1 --kills 200`: requests of 10 USD race for 1,000 USD, also while gateways are killed, on each store. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { randomFrom } from "../../../state/store/races/random-from.ts";
import { hasRedis, RedisServer } from "../../../state/store/redis-server.ts";
import { raceAtOnce } from "./at-once.ts";
import { raceWithKills } from "./with-kills.ts";

const { values } = parseArgs({
  options: {
    seed: { type: "string" },
    kills: { type: "string", default: "100" },
    processes: { type: "string", default: "4" },
  },
});
const seed = Number(values.seed ?? Date.now() % 1_000_000);
const [kills, processes] = [Number(values.kills), Number(values.processes)];

async function run(name: string, state: string): Promise<void> {
  const { statuses, billed } = await raceAtOnce(state, processes);
  const isExact = statuses[200] === 100 && statuses[402] === 400 && billed === 100;
  process.stdout.write(`${name}: of 500 at once ${JSON.stringify(statuses)}, ${billed} billed\n`);
  const { faults, ...counts } = await raceWithKills({ state, kills, processes, random: randomFrom(seed) });
  process.stdout.write(`${name}, seed ${seed}: ${JSON.stringify(counts)}, ${faults.length} faults\n`);
  for (const fault of faults.slice(0, 20)) process.stdout.write(`  ${fault}\n`);
  if (faults.length > 0 || !isExact) process.exitCode = 1;
}

const folder = mkdtempSync(join(tmpdir(), "pointsman-budgets-"));
await run("sqlite", `sqlite:${join(folder, "state.db")}`);
rmSync(folder, { recursive: true });
if (hasRedis) {
  const server = await RedisServer.start();
  await run("redis", `${server.url}?timeout=30000`);
  await server.stop();
} else process.stdout.write("redis: skipped, since there is no redis-server here\n");
