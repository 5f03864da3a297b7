/** A second target beside a slow one, seen from outside. */
import { describe, expect, test } from "vitest";
import { ask, hello, open, type Reply, runtime, simulator, textOf } from "../running.ts";
import type { RouteSpec } from "../table-text.ts";
import { type Speaker, speaker } from "./speakers.ts";

const dialect = "openai" as const;
const limits = { deadline: 30_000, idle: 20_000 };

/** One target after the other, each at a provider of its own. */
async function chain(speakers: Readonly<Record<string, Speaker>>, route: RouteSpec) {
  const names = Object.keys(speakers);
  const targets = Object.fromEntries(names.map((name) => [`${name}/m`, { dialect }]));
  const own = Object.fromEntries(names.map((name) => [`only-${name}`, { use: [`${name}/m`] }]));
  const routes = { chat: { use: names.map((name) => `${name}/m`), limits, ...route }, ...own };
  const urls = Object.fromEntries(names.map((name) => [name, speakers[name]!.url]));
  return runtime({ targets, routes }, urls);
}

const hedge = { after: 20, most: 1 };
const answeredBy = (reply: Reply): string => /I am (\w+)\./.exec(textOf(reply))![1]!;

describe.each([false, true])("stream: %s", (stream) => {
  const body = { ...hello, stream };

  test("the first useful word wins, the other one's socket is closed, and the log tells both", async () => {
    const [slow, quick] = [await simulator({ delay: 20_000 }), await simulator({ dialect: "anthropic" })];
    const targets = { "slow/m1": { dialect }, "quick/m2": { dialect: "anthropic" as const } };
    const routes = { chat: { use: ["slow/m1", "quick/m2"], hedge, limits } };
    const gateway = await runtime({ targets, routes }, { slow: slow.url, quick: quick.url });
    const reply = await ask(gateway, { body });
    expect(reply.status).toBe(200);
    expect(textOf(reply)).toContain("Hello there");
    expect(reply.headers["x-pointsman-target"]).toBe("quick/m2");
    expect(reply.headers["x-pointsman-attempts"]).toBe("2");
    await expect.poll(() => [slow.aborted, slow.open]).toEqual([1, 0]);
    const line = gateway.log.find(({ event }) => event === "request");
    expect(line).toMatchObject({ target: "quick/m2", status: 200 });
    expect(line!.attempts).toContainEqual(expect.objectContaining({ target: "slow/m1", failure: "cancelled" }));
  });

  test("whoever comes first, exactly one answer is given, whole, by the one that the head names", async () => {
    const even = (request: number): number => 10 + ((request * 7) % 5);
    const [one, two] = [
      await speaker("one", { after: 13 }),
      await speaker("two", { after: (request) => even(request) - 10 }),
    ];
    const gateway = await chain({ one, two }, { hedge: { after: 10, most: 1 } });
    const replies = await Promise.all(Array.from({ length: 150 }, () => ask(gateway, { body })));
    for (const reply of replies) {
      expect(textOf(reply)).toMatch(/^I am (one|two)\.$/);
      expect(reply.headers["x-pointsman-target"]).toBe(`${answeredBy(reply)}/m`);
      if (stream) expect(reply.text.match(/\[DONE\]/g)).toHaveLength(1);
    }
    const lines = gateway.log.filter(({ event }) => event === "request");
    expect(lines.map(({ status }) => status)).toEqual(replies.map(() => 200));
    const told = lines.flatMap(({ attempts }) => attempts as { target: string }[]);
    // One that was broken off at once may not have reached its provider.
    expect(told.filter(({ target }) => target === "two/m").length).toBeGreaterThanOrEqual(two.asked);
    expect(told.filter(({ target }) => target === "one/m")).toHaveLength(150);
  });

  test("a client that leaves takes both with it", async () => {
    const [one, two] = [await speaker("one", { after: 20_000 }), await speaker("two", { after: 20_000 })];
    const gateway = await chain({ one, two }, { hedge });
    const leaving = new AbortController();
    const opened = open(gateway, { body, signal: leaving.signal }).catch(() => "left");
    await expect.poll(() => two.asked).toBe(1);
    leaving.abort();
    expect(await opened).toBe("left");
    await expect.poll(() => [one.left, two.left]).toEqual([1, 1]);
    await expect.poll(() => gateway.log.find(({ event }) => event === "request")).toMatchObject({ status: 499 });
  });
});

test("a first target that answers in time is alone", async () => {
  const [one, two] = [await speaker("one", { after: 0 }), await speaker("two", { after: 0 })];
  const gateway = await chain({ one, two }, { hedge: { after: 20_000, most: 1 } });
  expect((await ask(gateway, { body: hello })).headers["x-pointsman-attempts"]).toBe("1");
  expect(two.asked).toBe(0);
});

test("without a time of the policy's a target has as long as it took of late, and one that was never measured is alone", async () => {
  const slowFrom = 30;
  const one = await speaker("one", { after: (request) => (request === 0 ? 300 : request < slowFrom ? 0 : 20_000) });
  const two = await speaker("two", { after: 0 });
  const gateway = await chain({ one, two }, { hedge: { most: 1 } });
  expect(answeredBy(await ask(gateway, { body: hello }))).toBe("one");
  expect(two.asked).toBe(0);
  for (let i = 1; i < slowFrom; i++) await ask(gateway, { body: hello });
  const before = two.asked;
  expect(answeredBy(await ask(gateway, { body: hello }))).toBe("two");
  expect(two.asked).toBe(before + 1);
  // Nothing is known of its streams.
  const leaving = new AbortController();
  const streamed = open(gateway, { body: { ...hello, stream: true }, signal: leaving.signal });
  await expect.poll(() => one.asked).toBe(slowFrom + 2);
  await new Promise((resolve) => setTimeout(resolve, 300));
  expect(two.asked).toBe(before + 1);
  leaving.abort();
  await streamed.catch(() => {});
});

describe("the share", () => {
  test("of a route's requests that have a second target is exactly what it says, in the order in which they come", async () => {
    // Every one of them is slow; those that have a second target get no answer but its.
    const one = await speaker("one", { after: (request) => (request % 4 === 3 ? 20_000 : 100) });
    const two = await speaker("two", { after: 0 });
    const gateway = await chain({ one, two }, { hedge: { after: 5, most: 0.25 } });
    const hedged: number[] = [];
    for (let i = 0; i < 12; i++) {
      await ask(gateway, { body: hello });
      hedged.push(two.asked);
    }
    expect(hedged).toEqual([0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 2, 3]);
  });

  test("is kept by thousands of requests at once, and is a twentieth where none is written", async () => {
    const [one, two] = [await speaker("one", { after: 60 }), await speaker("two", { after: 0 })];
    const gateway = await chain({ one, two }, { hedge: { after: 5 } });
    const requests = 2_000;
    let begun = 0;
    const client = async (): Promise<void> => {
      while (begun < requests) {
        begun++;
        await ask(gateway, { body: hello });
      }
    };
    await Promise.all(Array.from({ length: 40 }, client));
    expect(one.asked).toBe(requests);
    expect(two.asked).toBeLessThanOrEqual(requests / 20);
    expect(two.asked).toBeGreaterThan(requests / 100);
    await expect.poll(() => one.open).toBe(0);
    expect(one.left).toBeGreaterThan(0);
  });
});

describe("no hedge begins", () => {
  test("at a target whose breaker is open: the one behind it is asked", async () => {
    const [one, two] = [await speaker("one", { after: 20_000 }), await speaker("two", { after: 0, status: 500 })];
    const three = await speaker("three", { after: 0 });
    const gateway = await chain({ one, two, three }, { hedge });
    while (!gateway.log.some(({ event, state }) => event === "health" && state === "open"))
      await ask(gateway, { body: { ...hello, model: "only-two" } });
    const before = two.asked;
    const replies = await Promise.all(Array.from({ length: 20 }, () => ask(gateway, { body: hello })));
    expect(replies.map(answeredBy)).toEqual(replies.map(() => "three"));
    expect(two.asked).toBe(before);
  });

  test("at one that has as many requests as it may have", async () => {
    const [one, two] = [await speaker("one", { after: 1_000 }), await speaker("two", { after: 20_000 })];
    const targets = { "one/m": { dialect }, "two/m": { dialect, concurrency: 1 } };
    const routes = { chat: { use: ["one/m", "two/m"], hedge, limits } };
    const gateway = await runtime({ targets, routes }, { one: one.url, two: two.url });
    const replies = await Promise.all(Array.from({ length: 10 }, () => ask(gateway, { body: hello })));
    expect(replies.map(answeredBy)).toEqual(replies.map(() => "one"));
    expect(two.asked).toBe(1);
  });

  test("beyond thirty-two attempts", async () => {
    const [one, two] = [
      await speaker("one", { after: 20, status: 503 }),
      await speaker("two", { after: 15, status: 503 }),
    ];
    const three = await speaker("three", { after: 0, status: 503 });
    const gateway = await chain({ one, two, three }, { hedge: { after: 5, most: 1 }, retry: { times: 40, after: 1 } });
    const { status, headers } = await ask(gateway, { body: hello });
    expect([status, headers["x-pointsman-attempts"]]).toEqual([503, "32"]);
    expect(one.asked + two.asked + three.asked).toBe(32);
  });
});

describe("failures", () => {
  test("of the hedge end nothing while the first goes on", async () => {
    const two = await speaker("two", { after: 0, status: 400, code: "content_filter" });
    const gateway = await chain({ one: await speaker("one", { after: 1_000 }), two }, { hedge });
    const reply = await ask(gateway, { body: hello });
    expect([answeredBy(reply), two.asked]).toEqual(["one", 1]);
  });

  test("of the first that nothing is to follow end the hedge, too", async () => {
    const one = await speaker("one", { after: 1_000, status: 400, code: "content_filter" });
    const two = await speaker("two", { after: 20_000 });
    const gateway = await chain({ one, two }, { hedge });
    expect((await ask(gateway, { body: hello })).json.error?.code).toBe("content_filter");
    await expect.poll(() => [two.asked, two.left]).toEqual([1, 1]);
  });

  test("of the first that may be followed leave the hedge alone, and it is asked once", async () => {
    const [one, two] = [await speaker("one", { after: 500, status: 500 }), await speaker("two", { after: 1_500 })];
    const gateway = await chain({ one, two }, { hedge });
    const reply = await ask(gateway, { body: hello });
    expect([answeredBy(reply), one.asked, two.asked]).toEqual(["two", 1, 1]);
  });

  test("of both go on to the third", async () => {
    const [one, two] = [
      await speaker("one", { after: 500, status: 500 }),
      await speaker("two", { after: 0, status: 429 }),
    ];
    const gateway = await chain({ one, two, three: await speaker("three", { after: 0 }) }, { hedge });
    expect(answeredBy(await ask(gateway, { body: hello }))).toBe("three");
    expect([one.asked, two.asked]).toEqual([1, 1]);
  });
});

describe("what the loser may cost", () => {
  const usage = { prompt_tokens: 10, completion_tokens: 50 };
  const price = { input: 100, output: 200 };
  const micro = (usd: unknown): number => Math.round(Number(usd) * 1e6);

  async function prices(loser: object) {
    const [one, two] = [await speaker("one", { after: 20_000 }), await speaker("two", { after: 0, usage })];
    const targets = { "one/m": { dialect, ...loser }, "two/m": { dialect } };
    const routes = { chat: { use: ["one/m", "two/m"], hedge, limits } };
    return runtime({ targets, routes }, { one: one.url, two: two.url });
  }

  test.each([false, true])(
    "is counted in what the request cost, and told apart from it (stream: %s)",
    async (stream) => {
      const gateway = await prices({ price });
      const reply = await ask(gateway, { body: { ...hello, stream }, headers: { te: "trailers" } });
      const told = { ...reply.headers, ...reply.trailers };
      const [cost, unsettled] = [micro(told["x-pointsman-cost-usd"]), micro(told["x-pointsman-cost-unsettled-usd"])];
      // 10 × 2 + 50 × 8 of the answer; the loser read a few words and may have written as much.
      expect(cost - unsettled).toBe(420);
      expect(unsettled).toBeGreaterThan(50 * 200);
      expect(unsettled).toBeLessThanOrEqual(50 * 200 + 30 * 100);
      const line = gateway.log.find(({ event }) => event === "request")!;
      expect([micro(line.costUsd), micro(line.unsettledUsd)]).toEqual([cost, unsettled]);
      expect(gateway.log.filter(({ event }) => event === "alarm")).toEqual([]);
    },
  );

  test("is no more than it may write", async () => {
    const { headers } = await ask(await prices({ price, maxOutput: 7 }), { body: hello });
    expect(micro(headers["x-pointsman-cost-unsettled-usd"])).toBeLessThanOrEqual(7 * 200 + 30 * 100);
  });

  test("is not known without its price, and so neither is the request's", async () => {
    const gateway = await prices({ price: undefined });
    const { headers } = await ask(gateway, { body: hello });
    expect([headers["x-pointsman-target"], headers["x-pointsman-cost-usd"]]).toEqual(["two/m", undefined]);
    expect(gateway.log.find(({ event }) => event === "request")).not.toHaveProperty("costUsd");
  });

  test("is nothing of one that was waited for in its line, and not asked", async () => {
    const [one, two] = [await speaker("one", { after: 20_000 }), await speaker("two", { after: 0, usage })];
    const targets = { "one/m": { dialect, concurrency: 1, line: { most: 3, wait: 10_000 } }, "two/m": { dialect } };
    const routes = { chat: { use: ["one/m", "two/m"], hedge, limits }, alone: { use: ["one/m"], limits } };
    const gateway = await runtime({ targets, routes }, { one: one.url, two: two.url });
    const leaving = new AbortController();
    const held = open(gateway, { body: { ...hello, model: "alone" }, signal: leaving.signal }).catch(() => {});
    await expect.poll(() => one.asked).toBe(1);
    const { headers } = await ask(gateway, { body: hello });
    expect([headers["x-pointsman-target"], headers["x-pointsman-attempts"]]).toEqual(["two/m", "1"]);
    expect([micro(headers["x-pointsman-cost-usd"]), one.asked]).toEqual([420, 1]);
    expect(headers).not.toHaveProperty("x-pointsman-cost-unsettled-usd");
    leaving.abort();
    await held;
  });

  test("is nothing where no second target was asked", async () => {
    const [one, two] = [await speaker("one", { after: 0, usage }), await speaker("two", { after: 0 })];
    const { headers } = await ask(await chain({ one, two }, { hedge: { after: 10_000, most: 1 } }), { body: hello });
    expect(micro(headers["x-pointsman-cost-usd"])).toBe(420);
    expect(headers).not.toHaveProperty("x-pointsman-cost-unsettled-usd");
  });
});
