/** Shadows that are dead, silent or without an end: clients notice nothing, and nothing is left over. */
import type { ServerResponse } from "node:http";
import { describe, expect, test } from "vitest";
import { ask, hello, provider, runtime, textOf } from "../../running.ts";
import type { TableSpec } from "../../table-text.ts";
import { answerAsAsked, chunk, type Watched, watched } from "./begun.ts";

const dialect = "openai";
const spec = (more: Partial<TableSpec["routes"][string]> = {}): TableSpec => ({
  targets: { "one/m1": { dialect }, "other/m2": { dialect } },
  routes: { chat: { use: ["one/m1"], shadow: { use: ["other/m2"], share: 1 }, ...more } },
});

const well = (): Promise<Watched> => watched((_request, response, body) => answerAsAsked(response, body, "first"));
const shadowLines = (log: Record<string, unknown>[]) => log.filter(({ event }) => event === "shadow");
const stream = { "content-type": "text/event-stream" };

/** Writes for as long as anybody takes it; how many bytes it wrote. */
function flood(
  response: ServerResponse,
  head: Record<string, string>,
  piece: string,
  written: { bytes: number },
): void {
  response.writeHead(200, head);
  const more = (): void => {
    while (!response.destroyed && response.write(piece)) written.bytes += piece.length;
  };
  response.on("drain", more);
  more();
}

const written = { bytes: 0 };
const kinds: Record<string, (response: ServerResponse, body: string) => void> = {
  "that never answers": () => {},
  "that answers with nothing but errors": (response) => void response.writeHead(500).end("no"),
  "that is not HTTP": (response) => void response.socket!.end("garbage\r\n\r\n"),
  "that closes the connection": (response) => void response.destroy(),
  "whose answers break off": (response, body) => {
    if (body.includes('"stream":true')) response.writeHead(200, stream).write(chunk({ content: "sec" }));
    else response.writeHead(200, { "content-type": "application/json" }).write('{"choices":[');
    setTimeout(() => response.destroy(), 20);
  },
  "whose streams have no end": (response) => flood(response, stream, chunk({ content: "second ".repeat(20) }), written),
  "that answers with ten gigabytes": (response) =>
    flood(
      response,
      { "content-type": "application/json", "content-length": "10000000000" },
      " ".repeat(65_536),
      written,
    ),
  "that answers in another form": (response) => void response.writeHead(200, stream).end("data: [1]\n\n"),
};

describe.each(Object.entries(kinds))("a shadow %s", (_kind, answer) => {
  test("changes no answer, is asked by few at once, and leaves nothing behind", async () => {
    written.bytes = 0;
    const one = await well();
    const other = await watched((_request, response, body) => answer(response, body));
    const gateway = await runtime(spec({ limits: { deadline: 1_500, idle: 1_000 } }), {
      one: one.url,
      other: other.url,
    });
    for (let i = 0; i < 4; i++) {
      const asked = Array.from({ length: 20 }, (_, j) => ask(gateway, { body: { ...hello, stream: j % 2 === 0 } }));
      for (const reply of await Promise.all(asked)) {
        expect([reply.status, textOf(reply), reply.headers["x-pointsman-attempts"]]).toEqual([200, "first", "1"]);
      }
    }
    expect(other.bodies.length).toBeGreaterThan(0);
    expect(other.most).toBeLessThanOrEqual(16);
    // Each that began has its line, and none of them is an answer.
    await expect
      .poll(() => shadowLines(gateway.log).length, { timeout: 15_000 })
      .toBeGreaterThanOrEqual(other.bodies.length);
    expect(shadowLines(gateway.log).filter(({ failure }) => failure === undefined)).toEqual([]);
    // What a client's request goes by has learnt nothing.
    expect(gateway.log.filter(({ event }) => event === "health")).toEqual([]);
    await expect.poll(() => other.open, { timeout: 5_000 }).toBe(0);
    // 1 MiB of each is taken, and what lies in sockets on the way.
    expect(written.bytes).toBeLessThan(other.bodies.length * 8 * 1024 * 1024 + 1);
    await gateway.close();
    await expect.poll(() => other.sockets).toBe(0);
  }, 30_000);
});

test("where nothing listens clients notice nothing, and after a few tries hardly anybody knocks", async () => {
  const one = await well();
  const gateway = await runtime(spec(), { one: one.url, other: "http://127.0.0.1:1" });
  for (let i = 0; i < 30; i++) {
    const reply = await ask(gateway, { body: hello });
    expect([reply.status, textOf(reply)]).toEqual([200, "first"]);
  }
  await expect.poll(() => shadowLines(gateway.log).length).toBeGreaterThanOrEqual(3);
  await new Promise((resolve) => setTimeout(resolve, 100));
  expect(shadowLines(gateway.log).length).toBeLessThan(10);
  for (const line of shadowLines(gateway.log)) expect(line).toMatchObject({ failure: "connect", code: "ECONNREFUSED" });
});

test("a key that is refused raises an alarm for the operator", async () => {
  const one = await well();
  const other = await provider(
    (_request, response) => void response.writeHead(401).end('{"error":{"message":"bad key"}}'),
  );
  const gateway = await runtime(spec(), { one: one.url, other });
  await ask(gateway, { body: hello });
  await expect.poll(() => gateway.log.filter(({ event }) => event === "alarm")).toHaveLength(1);
  expect(gateway.log.find(({ event }) => event === "alarm")).toMatchObject({ target: "other/m2", failure: "auth" });
});

test("when the gateway ends its shadows are broken off, and nobody waits for them", async () => {
  const one = await well();
  const other = await watched(() => {});
  const gateway = await runtime(spec({ limits: { deadline: 600_000, idle: 600_000 } }), {
    one: one.url,
    other: other.url,
  });
  await Promise.all(Array.from({ length: 30 }, () => ask(gateway, { body: hello })));
  await expect.poll(() => other.open).toBe(16);
  await gateway.close();
  await expect.poll(() => other.open).toBe(0);
  expect(other.bodies.length).toBe(16);
});

describe("a target that may have two requests at once", () => {
  const bounded = (more: object = {}): TableSpec => ({
    targets: { "one/m1": { dialect }, "other/m2": { dialect, concurrency: 2 } },
    routes: {
      chat: { use: ["one/m1"], shadow: { use: ["other/m2"], share: 1 } },
      direct: { use: ["other/m2"], ...more },
    },
  });
  const direct = { ...hello, model: "direct" };

  test("gives a client the place that a shadow has", async () => {
    const one = await well();
    const silent: ServerResponse[] = [];
    const other = await watched((_request, response, body) => {
      if (silent.length < 2) silent.push(response);
      else answerAsAsked(response, body, "for a client");
    });
    const gateway = await runtime(bounded(), { one: one.url, other: other.url });
    await Promise.all([1, 2, 3, 4].map(() => ask(gateway, { body: hello })));
    await expect.poll(() => other.open).toBe(2);
    const replies = await Promise.all([1, 2].map(() => ask(gateway, { body: direct })));
    expect(replies.map(textOf)).toEqual(["for a client", "for a client"]);
    expect(silent.every(({ destroyed }) => destroyed)).toBe(true);
    expect(shadowLines(gateway.log).map(({ failure }) => failure)).toEqual(["cancelled", "cancelled"]);
  });

  test("is asked by no shadow while clients have both places", async () => {
    const one = await well();
    const held: { response: ServerResponse; body: string }[] = [];
    const other = await watched((_request, response, body) => void held.push({ response, body }));
    const gateway = await runtime(bounded(), { one: one.url, other: other.url });
    const clients = [1, 2].map(() => ask(gateway, { body: direct }));
    await expect.poll(() => held.length).toBe(2);
    await ask(gateway, { body: hello });
    await new Promise((resolve) => setTimeout(resolve, 100));
    expect(other.bodies.length).toBe(2);
    for (const { response, body } of held) answerAsAsked(response, body, "for a client");
    await Promise.all(clients);
    await ask(gateway, { body: hello });
    await expect.poll(() => other.bodies.length).toBe(3);
  });
});
