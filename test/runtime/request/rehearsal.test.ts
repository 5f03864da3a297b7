/** The way of a request without a socket, a clock or chance of this machine: all that it takes comes from outside. */
import { expect, test } from "vitest";
import { loadDialects } from "../../../runtime/dialects/dialects.ts";
import { chatCompletions } from "../../../runtime/endpoints/chat-completions/endpoint.ts";
import { TokenRatios } from "../../../runtime/observe/token-ratio.ts";
import { answerChat } from "../../../runtime/request/answer-chat.ts";
import type { Client } from "../../../runtime/request/client.ts";
import { InFlight } from "../../../runtime/request/in-flight.ts";
import { readyTargets } from "../../../runtime/request/ready-targets.ts";
import type { Running } from "../../../runtime/running.ts";
import { ProofMemory } from "../../../runtime/state/kept-proofs.ts";
import { keyCheck } from "../../../runtime/state/keys.ts";
import { TargetLoad } from "../../../runtime/state/target-load.ts";
import { loadTable } from "../../../runtime/table/load.ts";
import type { Exchange, ExchangeReader, Upstream } from "../../../runtime/upstream/upstream.ts";
import { KEY, keyRecord } from "../running.ts";
import { SimulatedClock } from "../simulated-clock.ts";
import { type TableSpec, tableText } from "../table-text.ts";

const HOUR = 3_600_000;
const spec: TableSpec = {
  targets: { "silent/m1": { dialect: "openai" }, "well/m1": { dialect: "openai" } },
  routes: { chat: { use: ["silent/m1", "well/m1"], limits: { deadline: 2 * HOUR, idle: HOUR } } },
};
const answer = { choices: [{ index: 0, message: { role: "assistant", content: "Yes." }, finish_reason: "stop" }] };
const piece = (delta: object, finish_reason: string | null) =>
  `data: ${JSON.stringify({ choices: [{ index: 0, delta, finish_reason }] })}\n\n`;

/** Of two providers the first says nothing, the second all that it is given. */
class Providers implements Upstream {
  readonly tried: string[] = [];
  readonly aborted: string[] = [];
  readonly #said: readonly string[];
  readonly #type: string;

  constructor(said: readonly string[], type: string) {
    this.#said = said;
    this.#type = type;
  }

  send({ origin }: { origin: string }, reader: ExchangeReader): Exchange {
    this.tried.push(origin);
    const exchange = { abort: () => void this.aborted.push(origin), leave() {}, pause() {}, resume() {} };
    if (origin.includes("well")) {
      queueMicrotask(() => {
        reader.started(200, { "content-type": this.#type });
        for (const text of this.#said) reader.data(Buffer.from(text));
        reader.ended();
      });
    }
    return exchange;
  }

  async close(): Promise<void> {}
}

class Program implements Client {
  readonly id = "r1";
  readonly began = 0;
  readonly headers = { authorization: `Bearer ${KEY}` };
  readonly rawHeaders: string[] = [];
  readonly gone = false;
  status = 0;
  text = "";
  readonly #body: object;

  constructor(body: object) {
    this.#body = body;
  }

  async body(): Promise<Buffer> {
    return Buffer.from(JSON.stringify(this.#body));
  }
  left(): void {}
  answer(status: number, body: string | Buffer): void {
    this.status = status;
    this.text = body.toString();
  }
  open(): { write(bytes: Buffer): boolean; drained(): void } {
    this.status = 200;
    return {
      write: (bytes) => {
        this.text += bytes.toString();
        return true;
      },
      drained: () => {},
    };
  }
  end(bytes: string | Buffer): void {
    this.text += bytes.toString();
  }
}

const dialects = await loadDialects();

async function rehearsed(upstream: Upstream): Promise<{ running: Running; clock: SimulatedClock; log: object[] }> {
  const loaded = loadTable(tableText(spec));
  const clock = new SimulatedClock();
  const log: object[] = [];
  const standIns = { silent: "http://silent.test", well: "http://well.test" };
  const running: Running = {
    inUse: {
      loaded,
      targets: await readyTargets(loaded.table, { dialects, env: {}, standIns, clock, upstream, alarm: () => {} }),
      ruleNames: (route, rule) => `${route}/${rule}`,
    },
    keyOf: keyCheck([keyRecord]),
    upstream,
    images: { fetch: async (_url, param) => ({ class: "unsupported", detail: "no network", param }) },
    load: new TargetLoad(),
    tokenRatios: new TokenRatios(),
    proofs: new ProofMemory(() => 0),
    bodyLimit: 1_000_000,
    log: (line) => void log.push(JSON.parse(line) as object),
    clock,
    chance: () => 0,
    draining: false,
    inFlight: new InFlight(),
  };
  return { running, clock, log };
}

test.each([
  { stream: false, said: [JSON.stringify(answer)], type: "application/json" },
  {
    stream: true,
    said: [piece({ content: "Yes." }, null), piece({}, "stop"), "data: [DONE]\n\n"],
    type: "text/event-stream",
  },
])("an hour of silence and a fallback, stream: $stream, take no time", async ({ stream, said, type }) => {
  const upstream = new Providers(said, type);
  const { running, clock, log } = await rehearsed(upstream);
  const client = new Program({ model: "chat", messages: [{ role: "user", content: "Hello" }], stream });
  const done = answerChat(running, chatCompletions, client);
  while (clock.waiting === 0) await new Promise(setImmediate);
  expect(clock.next()).toBe(true);
  await done;
  expect(client.status).toBe(200);
  expect(client.text).toContain("Yes.");
  expect([upstream.tried, upstream.aborted]).toEqual([
    ["http://silent.test", "http://well.test"],
    ["http://silent.test"],
  ]);
  expect(log.at(-1)).toMatchObject({
    target: "well/m1",
    ms: HOUR,
    attempts: [
      { target: "silent/m1", failure: "timeout-attempt", ms: HOUR },
      { target: "well/m1", ms: 0 },
    ],
  });
  expect(clock.waiting).toBe(0);
});

test("a stream that is silent once it has begun is kept open by comments until it goes on", async () => {
  let reader: ExchangeReader | undefined;
  const upstream: Upstream = {
    send: (_, told) => {
      reader = told;
      return { abort() {}, leave() {}, pause() {}, resume() {} };
    },
    close: async () => {},
  };
  const { running, clock } = await rehearsed(upstream);
  const client = new Program({ model: "chat", messages: [{ role: "user", content: "Hello" }], stream: true });
  const done = answerChat(running, chatCompletions, client);
  while (reader === undefined) await new Promise(setImmediate);
  reader.started(200, { "content-type": "text/event-stream" });
  reader.data(Buffer.from(piece({ content: "Yes." }, null)));
  await new Promise(setImmediate);
  const begun = client.text;
  for (const _ of [1, 2]) clock.next();
  expect(client.text).toBe(`${begun}${": keepalive\n\n".repeat(2)}`);
  expect(clock.now()).toBe(30_000);
  reader.data(Buffer.from(piece({}, "stop")));
  reader.ended();
  await done;
  expect(client.text).toMatch(/: keepalive\n\ndata: .*"stop".*\n\ndata: \[DONE\]\n\n$/);
  expect(clock.waiting).toBe(0);
});
