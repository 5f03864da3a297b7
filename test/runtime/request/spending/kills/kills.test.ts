/** A short run of what `npm run verify:kills` does. */
import { expect, test } from "vitest";
import { temporaryFolder } from "../../../../cli/temporary-folder.ts";
import { hasRedis, RedisServer } from "../../../state/store/redis-server.ts";
import { killRun } from "./kill-run.ts";

const seed = Date.now() % 1_000_000;
const short = { seed, kills: 6, processes: 2 };

test("gateways that are killed forget nothing that was sent, and settle what they settle as it was billed: on SQLite", async () => {
  const { faults, settled } = await killRun({ ...short, state: `sqlite:${temporaryFolder({})("state.db")}` });
  expect(faults, `seed ${seed}`).toEqual([]);
  expect(settled).toBeGreaterThan(0);
});

test.runIf(hasRedis)("and on Redis", async () => {
  const server = await RedisServer.start();
  const { faults, settled } = await killRun({ ...short, state: server.url });
  await server.stop();
  expect(faults, `seed ${seed}`).toEqual([]);
  expect(settled).toBeGreaterThan(0);
});
