/** `npm run verify:races -- --seed 1 --seconds 60`: four processes, killed and started again, on each store that processes share. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { durable, hasRedis, RedisServer } from "../redis-server.ts";
import { randomFrom } from "./random-from.ts";
import { raceAtOnce, raceWithKills } from "./run-races.ts";

const { values } = parseArgs({ options: { seed: { type: "string" }, seconds: { type: "string", default: "30" } } });
const seed = Number(values.seed ?? Date.now() % 1_000_000);
const milliseconds = Number(values.seconds) * 1_000;

async function run(name: string, url: string, killStore?: () => Promise<void>): Promise<void> {
  const atOnce = await raceAtOnce(url);
  const { faults, kills, settled } = await raceWithKills({
    url,
    seed,
    milliseconds,
    random: randomFrom(seed),
    killStore,
  });
  const all = [...atOnce, ...faults];
  process.stdout.write(
    `${name}, seed ${seed}: 100 of 500 at once; ${kills} kills, ${settled} settled, ${all.length} faults\n`,
  );
  for (const fault of all) process.stdout.write(`  ${fault}\n`);
  if (all.length > 0) process.exitCode = 1;
}

const folder = mkdtempSync(join(tmpdir(), "pointsman-races-"));
await run("sqlite", `sqlite:${join(folder, "state.db")}`);
rmSync(folder, { recursive: true });
if (hasRedis) {
  const server = await RedisServer.start(durable);
  await run("redis", server.url, async () => {
    await server.kill();
    await server.restart();
  });
  await server.stop();
} else process.stdout.write("redis: skipped, since there is no redis-server here\n");
