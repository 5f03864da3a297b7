/** Keys that are made, rotated and revoked while two processes serve from one store. */
import { describe, expect, onTestFinished, test } from "vitest";
import { run } from "../../cli/run.ts";
import { provider } from "../runtime/running.ts";
import { hasRedis, RedisServer } from "../runtime/state/store/redis-server.ts";
import { servedChild } from "./served-child.ts";
import { temporaryFolder } from "./temporary-folder.ts";

const SPEC = { targets: { "one/m1": { dialect: "openai" as const } }, routes: { chat: { use: ["one/m1"] } } };

const ANSWER = {
  ...{ id: "1", object: "chat.completion", created: 1, model: "m1" },
  choices: [{ index: 0, message: { role: "assistant", content: "Hello." }, finish_reason: "stop" }],
  usage: { prompt_tokens: 1, completion_tokens: 1, total_tokens: 2 },
};

const sqlite = async (): Promise<string> => `sqlite:${temporaryFolder({})("state.db")}`;
const redis = async (): Promise<string> => {
  const server = await RedisServer.start();
  onTestFinished(() => server.stop());
  return server.url;
};

const places: [string, () => Promise<string>][] = [
  ["a SQLite file", sqlite],
  ...(hasRedis ? [["a Redis", redis] as [string, () => Promise<string>]] : []),
];

/** At the real time, by which those that serve go. */
async function keys(place: string, ...words: string[]): Promise<string> {
  let printed = "";
  const out = (text: string): void => {
    printed = text;
  };
  const terminal = { out, err: () => {}, colours: false, env: {}, untilStopped: () => Promise.resolve() };
  expect(await run(["keys", ...words, "--state", place], terminal)).toBe(0);
  return printed;
}

describe.each(places)("two processes on %s", (_, open) => {
  test("no request fails while a key is rotated, and a key that is revoked opens nothing on either within two seconds", async () => {
    const place = await open();
    let key = await keys(place, "create", "--id", "ci");
    const url = await provider((_, response) => {
      response.writeHead(200, { "content-type": "application/json" }).end(JSON.stringify(ANSWER));
    });
    const callers = ["--state", place];
    const both = await Promise.all([
      servedChild(SPEC, { one: url }, [], callers),
      servedChild(SPEC, { one: url }, [], callers),
    ]);
    // What nobody reads of a log is waited for at the end.
    for (const { child } of both) child.stderr?.resume();
    const load = new Load(
      both.map((one) => one.url),
      () => key,
    );
    for (let round = 0; round < 3; round++) {
      const next = await keys(place, "rotate", "ci", "--overlap", "1h");
      // Whoever is told it uses it at once: no earlier than every instance knows it.
      await until(both, next, 200);
      key = next;
    }
    await expect.poll(() => load.answered).toBeGreaterThan(50);
    expect(load.failed).toEqual([]);
    await keys(place, "revoke", "ci");
    const began = performance.now();
    await until(both, key, 401);
    expect(performance.now() - began).toBeLessThan(2_000);
    // What was answered before is not lost.
    expect(load.failed.filter((status) => status !== 401)).toEqual([]);
    await load.stop();
    for (const { child, end } of both) {
      child.kill("SIGTERM");
      expect(await end).toEqual([0, null]);
    }
  }, 60_000);
});

async function until(served: readonly { url: string }[], key: string, status: number): Promise<void> {
  for (const { url } of served)
    await expect.poll(() => statusOf(url, key), { timeout: 5_000, interval: 50 }).toBe(status);
}

async function statusOf(url: string, key: string): Promise<number> {
  const answer = await fetch(`${url}/v1/chat/completions`, {
    method: "POST",
    headers: { authorization: `Bearer ${key}`, "content-type": "application/json" },
    body: JSON.stringify({ model: "chat", messages: [{ role: "user", content: "hello" }] }),
  });
  await answer.text();
  return answer.status;
}

/** Requests one after the other to each address, over connections that stay open. */
class Load {
  answered = 0;
  readonly failed: number[] = [];
  #isOver = false;
  readonly #workers: Promise<void>[];

  constructor(urls: readonly string[], key: () => string) {
    this.#workers = urls.map(async (url) => {
      while (!this.#isOver) {
        const status = await statusOf(url, key());
        if (status === 200) this.answered++;
        else this.failed.push(status);
        await new Promise((resolve) => setTimeout(resolve, 5));
      }
    });
  }

  async stop(): Promise<void> {
    this.#isOver = true;
    await Promise.all(this.#workers);
  }
}
