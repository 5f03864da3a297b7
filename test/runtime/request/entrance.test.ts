/** More requests than are answered at once. */
import { request as httpRequest, type IncomingMessage } from "node:http";
import { expect, test } from "vitest";
import { Cancellation } from "../../../runtime/attempts/cancellation.ts";
import type { RuntimeOptions } from "../../../runtime/main.ts";
import { Entrance } from "../../../runtime/request/entrance.ts";
import { hashKey } from "../../../runtime/state/keys.ts";
import { type HeldProvider, heldProvider } from "../held-provider.ts";
import { finish, type Reply, runtime, type TestRuntime } from "../running.ts";
import { SimulatedClock } from "../simulated-clock.ts";

const limits: Partial<RuntimeOptions> = {
  concurrency: 2,
  waiting: 2,
  keys: [
    { id: "low", hash: hashKey("low"), tags: [] },
    { id: "high", hash: hashKey("high"), tags: [], priority: 5 },
  ],
};

test("what finds no place waits, in a line that has an end, and is answered in turn", async () => {
  const { gateway, asked, answer } = await holding();
  const replies = await inTurn(gateway, ["a", "b", "c", "d"]);
  const beyond = await say(gateway, "e");
  expect([beyond.status, beyond.json.error?.code]).toEqual([429, "gateway_busy"]);
  expect(beyond.headers).toMatchObject({ "retry-after": "1", "x-should-retry": "true" });
  expect(asked).toEqual(["a", "b"]);
  await answer(4);
  expect((await Promise.all(replies)).map(({ status }) => status)).toEqual([200, 200, 200, 200]);
  expect(asked).toEqual(["a", "b", "c", "d"]);
});

test("a high priority passes a full line: the last of the others is turned away, and it is next", async () => {
  const { gateway, asked, answer } = await holding();
  const [a, b, c, d] = await inTurn(gateway, ["a", "b", "c", "d"]);
  const [urgent] = await inTurn(gateway, ["urgent"], "high");
  expect((await d)?.status).toBe(429);
  expect((await say(gateway, "e")).status).toBe(429);
  await answer(4);
  const all = await Promise.all([a, b, c, urgent]);
  expect(all.map((reply) => reply?.status)).toEqual([200, 200, 200, 200]);
  expect(asked).toEqual(["a", "b", "urgent", "c"]);
});

test("whoever goes away while it waits leaves its place in the line, and what ends leaves its place inside", async () => {
  const { gateway, asked, answer } = await holding();
  const [a, b] = await inTurn(gateway, ["a", "b"]);
  const leaving = new AbortController();
  const gone = send(gateway, { text: "gone", key: "low", signal: leaving.signal });
  await gone.taken;
  const [c] = await inTurn(gateway, ["c"]);
  leaving.abort();
  await expect(gone.reply).rejects.toThrow();
  await expect.poll(() => gateway.log.some(({ status }) => status === 499)).toBe(true);
  const [d] = await inTurn(gateway, ["d"]);
  await answer(4);
  expect((await Promise.all([a, b, c, d])).map((reply) => reply?.status)).toEqual([200, 200, 200, 200]);
  expect(asked).not.toContain("gone");
  // As many places as before, whatever has ended how.
  for (let i = 0; i < 5; i++) expect((await say(gateway, "", "low", "{")).status).toBe(400);
  const again = await inTurn(gateway, ["f", "g", "h", "i"]);
  await answer(4);
  expect((await Promise.all(again)).map(({ status }) => status)).toEqual([200, 200, 200, 200]);
});

test("a wrong key has no place, not even in the line", async () => {
  const { gateway, answer } = await holding();
  const replies = await inTurn(gateway, ["a", "b", "c", "d"]);
  expect((await say(gateway, "e", "wrong")).status).toBe(401);
  await answer(4);
  await Promise.all(replies);
});

test("whoever has waited longest is passed by nine others in a row at most", async () => {
  const entrance = new Entrance({ inside: 1, waiting: 50, wait: 10_000 }, new SimulatedClock());
  expect(entrance.enter(0, new Cancellation())).toBe("in");
  const came: string[] = [];
  const come = (name: string, priority: number): void =>
    void Promise.resolve(entrance.enter(priority, new Cancellation())).then(() => came.push(name));
  come("low", -5);
  for (let i = 0; i < 30; i++) come(`high ${i}`, 5);
  come("lower", -6);
  for (let i = 0; i < 32; i++) entrance.leave();
  await Promise.resolve();
  expect([came.indexOf("low"), came.length]).toEqual([9, 32]);
  // The next oldest are those of the high priority, which are first anyway.
  expect(came.indexOf("lower")).toBe(31);
});

test("nobody waits for longer than is said", async () => {
  const clock = new SimulatedClock();
  const entrance = new Entrance({ inside: 1, waiting: 5, wait: 10_000 }, clock);
  expect(entrance.enter(0, new Cancellation())).toBe("in");
  const late = entrance.enter(0, new Cancellation());
  expect(clock.waiting).toBe(1);
  clock.next();
  expect([await late, clock.now()]).toEqual(["turned-away", 10_000]);
  const later = entrance.enter(0, new Cancellation());
  entrance.leave();
  expect([await later, clock.waiting]).toEqual(["in", 0]);
  entrance.leave();
  expect(entrance.enter(0, new Cancellation())).toBe("in");
});

type Holding = Omit<HeldProvider, "url"> & { gateway: TestRuntime };

async function holding(): Promise<Holding> {
  const { url, ...held } = await heldProvider();
  const targets = { "one/m1": { dialect: "openai" } } as const;
  const gateway = await runtime({ targets, routes: { chat: { use: ["one/m1"] } } }, { one: url }, limits);
  return { gateway, ...held };
}

/** One behind the other, so that their order is known. */
async function inTurn(gateway: TestRuntime, texts: readonly string[], key = "low"): Promise<Promise<Reply>[]> {
  const all: Promise<Reply>[] = [];
  for (const text of texts) {
    const sent = send(gateway, { text, key });
    await sent.taken;
    all.push(sent.reply);
  }
  return all;
}

async function say(gateway: TestRuntime, text: string, key = "low", body?: string): Promise<Reply> {
  return send(gateway, { text, key, ...(body !== undefined && { body }) }).reply;
}

interface Said {
  text: string;
  key: string;
  body?: string;
  signal?: AbortSignal;
}

interface Sent {
  /** When the gateway has its head: then it is inside or in the line, or was turned away. */
  taken: Promise<void>;
  reply: Promise<Reply>;
}

function send({ url }: TestRuntime, { text, key, body, signal }: Said): Sent {
  const headers = { authorization: `Bearer ${key}`, "content-type": "application/json", expect: "100-continue" };
  const options = { method: "POST", agent: false, headers, ...(signal && { signal }) } as const;
  const request = httpRequest(`${url}/v1/chat/completions`, options);
  const taken = new Promise<void>((resolve) => request.once("continue", resolve));
  const answer = new Promise<IncomingMessage>((resolve, reject) => request.on("response", resolve).on("error", reject));
  const sent = body ?? JSON.stringify({ model: "chat", messages: [{ role: "user", content: text }] });
  request.once("continue", () => request.end(sent));
  request.flushHeaders();
  return { taken, reply: answer.then(finish) };
}
