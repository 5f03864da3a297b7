/** `npm run verify:kills -- --seed 1 --kills 1000`: gateways are killed under load, on each store that processes share. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { hasRedis, RedisServer } from "../../../state/store/redis-server.ts";
import { type KillReport, killRun } from "./kill-run.ts";

const { values } = parseArgs({
  options: {
    seed: { type: "string" },
    kills: { type: "string", default: "100" },
    processes: { type: "string", default: "3" },
    store: { type: "string" },
  },
});
const seed = Number(values.seed ?? Date.now() % 1_000_000);
const [kills, processes] = [Number(values.kills), Number(values.processes)];

async function run(name: string, state: string): Promise<void> {
  if (values.store !== undefined && values.store !== name) return;
  const bar = (done: number): void => void process.stderr.write(`\r${name}: ${done} of ${kills} kills`);
  const report = await killRun({ state, seed, kills, processes, progress: bar });
  process.stderr.write("\r");
  tell(name, report);
}

function tell(name: string, { faults, requests, settled, unsettled, refused }: KillReport): void {
  const counts = `${requests} requests, ${settled} settled as billed, ${unsettled} unsettled, ${refused} refused`;
  process.stdout.write(`${name}, seed ${seed}: ${kills} kills, ${counts}, ${faults.length} faults\n`);
  for (const fault of faults.slice(0, 20)) process.stdout.write(`  ${fault}\n`);
  if (faults.length > 0) process.exitCode = 1;
}

const folder = mkdtempSync(join(tmpdir(), "pointsman-kills-"));
await run("sqlite", `sqlite:${join(folder, "state.db")}`);
rmSync(folder, { recursive: true });
if (hasRedis) {
  const server = await RedisServer.start();
  await run("redis", server.url);
  await server.stop();
} else process.stdout.write("redis: skipped, since there is no redis-server here\n");
