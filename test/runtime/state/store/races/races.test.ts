import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { newFile } from "../new-file.ts";
import { durable, hasRedis, RedisServer } from "../redis-server.ts";
import { randomFrom } from "./random-from.ts";
import { raceAtOnce, raceWithKills } from "./run-races.ts";

/** `npm run verify:races` runs for as long as it is told. */
const MILLISECONDS = 2_500;

describe("four processes on one SQLite file", () => {
  test("500 holds of 10 USD at once against 1,000 USD are exactly 100", async () => {
    expect(await raceAtOnce(`sqlite:${newFile()}`)).toEqual([]);
  });

  test("that are killed and started again never spend more than the limit, and lose nothing that is settled", async () => {
    const { faults, settled } = await raceWithKills({ ...killing(), url: `sqlite:${newFile()}` });
    expect(faults).toEqual([]);
    expect(settled).toBeGreaterThan(10);
  });
});

describe.skipIf(!hasRedis)("four processes on one Redis", () => {
  let server: RedisServer;
  beforeAll(async () => {
    server = await RedisServer.start(durable);
  });
  afterAll(() => server.stop());

  test("500 holds of 10 USD at once against 1,000 USD are exactly 100", async () => {
    expect(await raceAtOnce(`${server.url}?timeout=30000`)).toEqual([]);
  });

  test("that are killed and started again, as it is itself, never spend more than the limit", async () => {
    const killStore = async (): Promise<void> => {
      await server.kill();
      await server.restart();
    };
    const { faults, settled } = await raceWithKills({ ...killing(), url: server.url, killStore });
    expect(faults).toEqual([]);
    expect(settled).toBeGreaterThan(10);
  });
});

function killing() {
  const seed = Date.now() % 1_000_000;
  return { seed, milliseconds: MILLISECONDS, random: randomFrom(seed) };
}
