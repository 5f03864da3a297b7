/** Processes that share what a provider lets be asked. */
import { describe, expect, test } from "vitest";
import { ask, hello, provider } from "../runtime/running.ts";
import { newFile } from "../runtime/state/store/new-file.ts";
import { durable, hasRedis, RedisServer } from "../runtime/state/store/redis-server.ts";
import type { TargetSpec } from "../runtime/table-text.ts";
import { servedChild } from "./served-child.ts";

const HOUR = 3_600_000;
const limited = (requests: number): TargetSpec => ({
  dialect: "openai",
  limits: [{ rates: { requests }, window: HOUR }],
});
const spec = {
  targets: { "one/m1": limited(20), "two/m2": limited(40) },
  routes: { chat: { use: ["one/m1", "two/m2"] } },
};

describe("two processes on one store never ask more of a provider than it lets them together", () => {
  test("in a SQLite file", async () => {
    await ask80(`sqlite:${newFile()}`);
  });

  test.skipIf(!hasRedis)("in a Redis", async () => {
    const server = await RedisServer.start(durable);
    try {
      await ask80(server.url);
    } finally {
      await server.stop();
    }
  });
});

async function ask80(state: string): Promise<void> {
  const [one, two] = [await counting(), await counting()];
  const addresses = { one: one.url, two: two.url };
  const children = await Promise.all([1, 2].map(() => servedChild(spec, addresses, ["--state", state])));
  const replies = await Promise.all(
    Array.from({ length: 80 }, (_, i) => ask(children[i % 2]!, { body: { ...hello, model: "chat" } })),
  );
  const count = (wanted: number): number => replies.filter(({ status }) => status === wanted).length;
  // Of each a fiftieth is held back.
  expect([one.asked, two.asked, count(200), count(429)]).toEqual([19, 39, 58, 22]);
}

async function counting(): Promise<{ readonly url: string; asked: number }> {
  const state = { asked: 0 };
  const url = await provider((_request, response) => {
    state.asked++;
    response.writeHead(200, { "content-type": "application/json" }).end(whole);
  });
  return Object.assign(state, { url });
}

const whole = JSON.stringify({ choices: [{ message: { role: "assistant", content: "ab" }, finish_reason: "stop" }] });
