/** The way of a request without a socket, a clock or chance of this machine: all that it takes comes from outside. */
import { expect, test } from "vitest";
import { chatCompletions } from "../../../runtime/endpoints/chat-completions/endpoint.ts";
import { answerChat } from "../../../runtime/request/answer-chat.ts";
import type { Exchange, ExchangeReader, Upstream } from "../../../runtime/upstream/upstream.ts";
import { HOUR, Program, rehearsed } from "./rehearsed.ts";

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
  while (clock.now() < HOUR) expect(clock.next()).toBe(true);
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
