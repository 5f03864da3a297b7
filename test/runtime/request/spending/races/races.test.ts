/** A short run of the command `npm run verify:budgets`. */
import { describe, expect, test } from "vitest";
import { afterTest } from "../../../after-test.ts";
import { newFile } from "../../../state/store/new-file.ts";
import { randomFrom } from "../../../state/store/races/random-from.ts";
import { hasRedis, RedisServer } from "../../../state/store/redis-server.ts";
import { raceAtOnce } from "./at-once.ts";
import { BILL } from "./ten-dollars.ts";
import { raceWithKills } from "./with-kills.ts";

async function redis(): Promise<string> {
  const server = await RedisServer.start();
  afterTest(() => server.stop());
  return `${server.url}?timeout=30000`;
}

const hundred = { statuses: { 200: 100, 402: 400 }, billed: 100 };
const spent = { spent: 100 * BILL, held: 0, unsettled: 0 };

describe("500 requests of 10 USD at once against 1,000 USD are answered exactly 100 times, and billed so often", () => {
  test("by one process", async () => {
    expect(await raceAtOnce("memory", 1)).toEqual({ ...hundred, standing: undefined });
  });

  test("by four on one SQLite file", async () => {
    expect(await raceAtOnce(`sqlite:${newFile()}`, 4)).toEqual({ ...hundred, standing: spent });
  });

  test.runIf(hasRedis)("by four on one Redis", async () => {
    expect(await raceAtOnce(await redis(), 4)).toEqual({ ...hundred, standing: spent });
  });
});

const stores = [
  ["SQLite file", async () => `sqlite:${newFile()}`] as const,
  ...(hasRedis ? [["Redis", redis] as const] : []),
];

test.each(stores)(
  "never more is charged and held than may be spent while those on one %s are killed and started again",
  async (_, state) => {
    const seed = Date.now() % 1_000_000;
    const killed = await raceWithKills({ state: await state(), kills: 4, processes: 2, random: randomFrom(seed) });
    expect(killed.faults, `seed ${seed}`).toEqual([]);
    expect([killed.spent > 0, killed.answered > 0]).toEqual([true, true]);
  },
);
