/** What stays, and what goes, when a table takes another's place. */
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo, Socket } from "node:net";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { expect, test } from "vitest";
import { thorough } from "../../thorough.ts";
import { afterTest } from "../after-test.ts";
import { ask, finish, hello, open, runtime, textOf } from "../running.ts";
import { tableText } from "../table-text.ts";
import { changed, numberedTable, telling } from "./numbered-tables.ts";

const TABLES = thorough(1_000, 400);

const nothing = { targets: {}, routes: {} };

test(`memory stays flat over ${TABLES} tables, each with other targets`, { timeout: 120_000 }, async () => {
  setFlagsFromString("--expose-gc");
  const collect = runInNewContext("gc") as () => void;
  const upstream = await telling();
  const gateway = await runtime(nothing, {}, { ...numberedTable(0, upstream), log: () => {} });
  const swap = async (from: number, to: number): Promise<number> => {
    for (let n = from; n < to; n++) {
      await gateway.offer(numberedTable(n, upstream, 60));
      if (n % 5 === 0) expect((await ask(gateway, { body: hello })).status).toBe(200);
    }
    collect();
    return process.memoryUsage().heapUsed;
  };
  const before = await swap(1, TABLES / 5);
  const after = await swap(TABLES / 5, TABLES);
  // What a table of this size holds is about 60 KB: were they kept, it would be eight times as much.
  expect(after - before).toBeLessThan(TABLES * 6_000);
});

test("connections to a provider stay over tables that have it, and credentials that were had are not had anew", async () => {
  const one = await counting();
  const gateway = await runtime(nothing, {}, { table: tableOf([one.url], 0), env });
  for (let n = 1; n <= 30; n++) {
    expect((await ask(gateway, { body: hello })).status).toBe(200);
    expect(await gateway.offer({ table: tableOf([one.url], n) })).toMatchObject({ kind: "swapped" });
  }
  expect(one.sockets.size).toBe(1);
});

test("connections to a provider that no table has any more are closed, behind the answer that still comes over one", async () => {
  const [one, two] = [await counting(), await counting()];
  const gateway = await runtime(nothing, {}, { table: tableOf([one.url], 0), env });
  one.isHolding = true;
  const stream = await open(gateway, { body: { ...hello, stream: true } });
  expect(await gateway.offer({ table: tableOf([two.url], 1) })).toMatchObject({ kind: "swapped" });
  await new Promise((resolve) => setTimeout(resolve, 30));
  one.finish();
  expect(textOf(await finish(stream))).toBe("ab");
  expect((await ask(gateway, { body: hello })).status).toBe(200);
  await expect.poll(() => [...one.sockets].filter(({ destroyed }) => !destroyed).length).toBe(0);
});

test("which target is quick is known to the next table, by the target's name", async () => {
  const [slow, quick] = [await counting(), await counting()];
  slow.delay = 100;
  const gateway = await runtime(nothing, {}, { table: fastest([slow.url, quick.url], 0), env });
  const target = async (): Promise<unknown> => {
    const answer = await ask(gateway, { body: { ...hello, stream: true } });
    return answer.headers["x-pointsman-target"];
  };
  for (let i = 0; i < 6; i++) await target();
  for (let n = 1; n < 6; n++) {
    expect(await gateway.offer({ table: fastest([slow.url, quick.url], n) })).toMatchObject({ kind: "swapped" });
    expect(await target()).toBe("p1/m");
  }
});

const env = { P0_KEY: "k", P1_KEY: "k" };

/** By every number another table over the same providers: the wait that it grants is longer. */
function tableOf(urls: readonly string[], n: number): string {
  return built(urls, n).table;
}

function fastest(urls: readonly string[], n: number): string {
  const { plans } = JSON.parse(tableOf(urls, n)) as { plans: object[] };
  const order = { fastest: urls.map((_, i) => i) };
  return changed(built(urls, n), { plans: plans.map((plan) => ({ ...plan, order })) }).table;
}

function built(urls: readonly string[], n: number): { table: string } {
  const names = urls.map((_, i) => `p${i}`);
  const table = tableText({
    targets: Object.fromEntries(names.map((name) => [`${name}/m`, { dialect: "openai" as const }])),
    routes: { chat: { use: names.map((name) => `${name}/m`), limits: { deadline: 10_000 + n } } },
    providers: Object.fromEntries(names.map((name, i) => [name, { chatUrl: `${urls[i]}/v1/chat/completions` }])),
  });
  return { table };
}

interface Counting {
  readonly url: string;
  readonly sockets: Set<Socket>;
  /** Milliseconds until it begins to answer. */
  delay: number;
  /** Streams are not ended before `finish`. */
  isHolding: boolean;
  finish(): void;
}

/** A provider that knows who has connected to it. */
async function counting(): Promise<Counting> {
  const sockets = new Set<Socket>();
  const open: ServerResponse[] = [];
  const server = createServer(async (request: IncomingMessage, response: ServerResponse) => {
    let body = "";
    for await (const piece of request.setEncoding("utf8")) body += piece as string;
    const { stream } = JSON.parse(body) as { stream?: boolean };
    setTimeout(() => {
      if (!stream) return void response.writeHead(200, { "content-type": "application/json" }).end(whole);
      response.writeHead(200, { "content-type": "text/event-stream" }).write(piece({ delta: { content: "a" } }));
      if (told.isHolding) open.push(response);
      else response.end(rest);
    }, told.delay);
  });
  server.on("connection", (socket) => void sockets.add(socket));
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  afterTest(() => {
    server.closeAllConnections();
    server.close();
  });
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const finish = (): void => void open.splice(0).map((response) => response.end(rest));
  const told: Counting = { url, sockets, delay: 0, isHolding: false, finish };
  return told;
}

const whole = JSON.stringify({ choices: [{ message: { role: "assistant", content: "ab" }, finish_reason: "stop" }] });
const piece = (choice: object): string =>
  `data: ${JSON.stringify({ choices: [{ index: 0, finish_reason: null, ...choice }] })}\n\n`;
const rest = `${piece({ delta: { content: "b" } })}${piece({ delta: {}, finish_reason: "stop" })}data: [DONE]\n\n`;
