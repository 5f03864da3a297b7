/** `npm run verify:kills -- --seed 1 --kills 1000`: gateways are killed under load, on each store that processes share. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { usd } from "../../../../../runtime/usd.ts";
import { durable, hasRedis, RedisServer } from "../../../state/store/redis-server.ts";
import { type KillReport, killRun } from "./kill-run.ts";

const { values } = parseArgs({
  options: {
    seed: { type: "string" },
    kills: { type: "string", default: "100" },
    /** It may end with fewer kills. */
    minutes: { type: "string", default: "60" },
    processes: { type: "string", default: "3" },
    store: { type: "string" },
  },
});
const seed = Number(values.seed ?? Date.now() % 1_000_000);
const [kills, processes, minutes] = [Number(values.kills), Number(values.processes), Number(values.minutes)];

async function run(name: string, state: string): Promise<void> {
  if (values.store !== undefined && values.store !== name) return;
  const began = performance.now();
  const bar = (done: number): void => void process.stderr.write(`\r${name}: ${done} of ${kills} kills`);
  const report = await killRun({ state, seed, kills, milliseconds: 60_000 * minutes, processes, progress: bar });
  process.stderr.write("\r");
  tell(name, report, Math.round((performance.now() - began) / 1_000));
}

function tell(
  name: string,
  { faults, alarms, kills, requests, settled, unsettled, refused }: KillReport,
  seconds: number,
): void {
  const counts = `${requests} requests, ${settled.requests} settled as billed, ${unsettled.requests} unsettled, ${refused} refused`;
  process.stdout.write(
    `${name}, seed ${seed}: ${kills} kills, ${counts}, ${faults.length} faults, ${alarms} alarms, ${seconds} s\n`,
  );
  for (const [title, { charged, billed }] of Object.entries({ settled, unsettled }))
    process.stdout.write(`  ${title}: charged $${usd(charged)}, and billed with $${usd(billed)}\n`);
  for (const fault of faults.slice(0, 20)) process.stdout.write(`  ${fault}\n`);
  if (faults.length > 0) process.exitCode = 1;
}

const folder = mkdtempSync(join(tmpdir(), "pointsman-kills-"));
await run("sqlite", `sqlite:${join(folder, "state.db")}`);
rmSync(folder, { recursive: true });
if (hasRedis) {
  const server = await RedisServer.start(durable);
  // A machine that has too much to do is no Redis that is away.
  await run("redis", `${server.url}?timeout=30000`);
  await server.stop();
} else process.stdout.write("redis: skipped, since there is no redis-server here\n");
