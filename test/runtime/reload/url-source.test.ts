/** A table at a URL whose server does all that it should not. */
import { createServer, type IncomingMessage, type RequestListener, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { gzipSync } from "node:zlib";
import { expect, test } from "vitest";
import { systemClock } from "../../../runtime/clock.ts";
import { SourceWatch } from "../../../runtime/reload/source-watch.ts";
import { openUrlSource, type UrlSource, type UrlSourceOptions } from "../../../runtime/reload/url-source.ts";
import { afterTest } from "../after-test.ts";
import { ask, hello, runtime } from "../running.ts";
import { numberedTable, telling } from "./numbered-tables.ts";

const LARGEST = 256 * 1024;

test("a table is fetched once, and again when its mark has changed", async () => {
  let [text, etag] = ["first", '"1"'];
  const known: unknown[] = [];
  const url = await serving((request, response) => {
    known.push(request.headers["if-none-match"]);
    if (request.headers["if-none-match"] === etag) response.writeHead(304).end();
    else response.writeHead(200, { etag }).end(text);
  });
  const source = await opened(url);
  expect(await source.read(true)).toEqual({ table: "first" });
  expect(await source.read(false)).toBeUndefined();
  [text, etag] = ["second", '"2"'];
  expect(await source.read(false)).toEqual({ table: "second" });
  expect(await source.read(false)).toBeUndefined();
  // Asked for by somebody, it comes whatever is known.
  expect(await source.read(true)).toEqual({ table: "second" });
  expect(known).toEqual([undefined, '"1"', '"1"', '"2"', undefined]);
});

test("a server without marks is believed by what it sends", async () => {
  let text = "first";
  const source = await opened(await serving((_, response) => void response.end(text)));
  expect(await source.read(false)).toEqual({ table: "first" });
  expect(await source.read(false)).toBeUndefined();
  text = "second";
  expect(await source.read(false)).toEqual({ table: "second" });
});

const bad: [string, RequestListener, RegExp][] = [
  ["hangs", () => {}, /did not come within 0\.3 seconds/],
  ["hangs in the middle", (_, response) => void response.writeHead(200).write("{"), /did not come within/],
  ["drips without end", drip, /did not come within/],
  ["redirects to itself", (request, response) => move(response, request.url ?? ""), /redirects more than 3 times/],
  [
    "redirects in a circle",
    (request, response) => move(response, request.url === "/a" ? "/b" : "/a"),
    /redirects more than 3/,
  ],
  ["redirects to where anyone may write it", (_, response) => move(response, "http://tables.test/t"), /https: alone/],
  ["redirects to a file", (_, response) => move(response, "file:///etc/passwd"), /https: alone/],
  ["redirects to what is no URL", (_, response) => move(response, "https://["), /no URL/],
  ["announces 10 GB", (_, response) => void response.writeHead(200, { "content-length": 1e10 }).write("x"), tooLarge()],
  ["sends 10 GB", flood, tooLarge()],
  ["sends 64 MB in few bytes", packed, tooLarge()],
  ["has none", (_, response) => void response.writeHead(404).end("{}"), /status 404/],
  ["fails", (_, response) => void response.writeHead(500).end("{}"), /status 500/],
  [
    "says that nothing has changed, though nothing was known",
    (_, response) => void response.writeHead(304).end(),
    /304/,
  ],
  ["breaks off", breakOff, /could not be fetched \(/],
  ["speaks no HTTP", (request) => void request.socket.end("nonsense\r\n\r\n"), /could not be fetched/],
];

test.each(bad)(
  "nothing is taken from a server that %s, and it is told why, in time",
  async (_how, listener, reason) => {
    const source = await opened(`${await serving(listener)}?signature=secret`);
    const began = performance.now();
    const read = await source.read(true);
    expect(read).toEqual({ code: "not-fetched", reason: expect.stringMatching(reason) });
    expect(JSON.stringify(read)).not.toContain("secret");
    // The limit is 300 ms; the machine may be busy.
    expect(performance.now() - began).toBeLessThan(5_000);
  },
);

test("of what is too large no more is read than may be", async () => {
  let sent = 0;
  const url = await serving((_, response) => {
    const pour = (): void => {
      while (!response.destroyed && response.write(Buffer.alloc(64 * 1024))) sent += 64 * 1024;
    };
    response.writeHead(200).on("drain", pour);
    pour();
  });
  const source = await opened(url);
  for (let i = 0; i < 20; i++)
    expect(await source.read(true)).toMatchObject({ reason: expect.stringMatching(tooLarge()) });
  // What lay in the buffers of the sockets comes on top.
  expect(sent).toBeLessThan(20 * (LARGEST + 16 * 1024 * 1024));
});

test("a redirect is followed, and the token stays with the server that it is for", async () => {
  const tokens: unknown[] = [];
  const other = await serving((request, response) => {
    tokens.push(request.headers.authorization);
    response.end("moved");
  });
  const url = await serving((request, response) => {
    tokens.push(request.headers.authorization);
    move(response, request.url === "/t" ? "/next" : other);
  });
  const source = await opened(url, { env: { POINTSMAN_TABLE_TOKEN: "tk" } });
  expect(await source.read(true)).toEqual({ table: "moved" });
  expect(tokens).toEqual(["Bearer tk", "Bearer tk", undefined]);
});

test.each([
  ["http://tables.test/t.json", {}, /https: alone/],
  ["https://user:s3cret@tables.test/t.json", {}, /POINTSMAN_TABLE_TOKEN/],
  ["https://tables.test/t.json", { POINTSMAN_TABLE_TOKEN: "a\nb" }, /POINTSMAN_TABLE_TOKEN/],
])("%s with %j is not asked for anything", async (url, env, message) => {
  const asked = opened(url, { env });
  await expect(asked).rejects.toThrow(message);
  await expect(asked).rejects.not.toThrow(/s3cret/);
});

test("a gateway whose table's server does the worst goes on, says so once, and takes the next table that is right", async () => {
  const upstream = await telling();
  const [first, next] = [numberedTable(0, upstream), numberedTable(1, upstream)];
  let listener: RequestListener = flood;
  const url = await serving((...call) => listener(...call));
  const gateway = await runtime({ targets: {}, routes: {} }, {}, first);
  const { standIns } = first;
  const watch = new SourceWatch({
    source: await opened(url),
    offer: (document) => gateway.offer({ ...document, map: next.map, standIns }),
    refuse: (fault) => gateway.refuse(fault),
    every: 5,
    clock: systemClock,
    chance: () => 0,
  });
  afterTest(() => watch.close());
  const refused = (reason: RegExp) =>
    gateway.log.filter(({ event, message }) => event === "table-refused" && reason.test(String(message)));
  for (const [worst, reason] of [
    [flood, /larger/],
    [drip, /did not come/],
    [(request, response) => move(response, request.url ?? ""), /redirects/],
  ] as [RequestListener, RegExp][]) {
    listener = worst;
    await expect.poll(() => refused(reason).length, { timeout: 20_000 }).toBe(1);
    const answer = await ask(gateway, { body: hello });
    expect([answer.status, answer.headers["x-pointsman-table"]]).toEqual([200, first.hash]);
  }
  listener = (_, response) => void response.end(next.table);
  await expect
    .poll(async () => (await ask(gateway, { body: hello })).headers["x-pointsman-target"], { timeout: 20_000 })
    .toBe(next.target);
  const { json } = await ask({ url: gateway.operatorUrl }, { path: "/readyz", method: "GET" });
  expect(json).toMatchObject({ table: next.hash, swaps: 1, lastRefusal: { code: "not-fetched" } });
});

async function opened(url: string, options: Partial<UrlSourceOptions> = {}): Promise<UrlSource> {
  const usual = { url, env: {}, clock: systemClock, alarm: () => {}, largest: LARGEST, limit: 300 };
  const source = await openUrlSource({ ...usual, ...options });
  afterTest(() => source.close());
  return source;
}

async function serving(listener: RequestListener): Promise<string> {
  const server = createServer(listener);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  afterTest(() => {
    server.closeAllConnections();
    server.close();
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/t`;
}

function move(response: ServerResponse, location: string): void {
  response.writeHead(302, { location }).end();
}

function tooLarge(): RegExp {
  return /is larger than 0\.25 MiB/;
}

function flood(_request: IncomingMessage, response: ServerResponse): void {
  const pour = (): void => {
    while (!response.destroyed && response.write(Buffer.alloc(64 * 1024)));
  };
  response.writeHead(200).on("drain", pour);
  pour();
}

function drip(_request: IncomingMessage, response: ServerResponse): void {
  response.writeHead(200);
  const timer = setInterval(() => response.write(" "), 10);
  response.on("close", () => clearInterval(timer));
}

const bomb = gzipSync(Buffer.alloc(64 * 1024 * 1024));

function breakOff(_request: IncomingMessage, response: ServerResponse): void {
  response.writeHead(200, { "content-length": 9 }).write("x", () => response.destroy());
}

function packed(_request: IncomingMessage, response: ServerResponse): void {
  response.writeHead(200, { "content-encoding": "gzip" }).end(bomb);
}
