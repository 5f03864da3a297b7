/** A provider that says nothing for long: what keeps the client's stream open meanwhile, and how it goes on or ends. */
import Anthropic from "@anthropic-ai/sdk";
import OpenAI from "openai";
import { describe, expect, test } from "vitest";
import { chatCompletions } from "../../../runtime/endpoints/chat-completions/endpoint.ts";
import type { ChatEndpoint } from "../../../runtime/endpoints/endpoint.ts";
import { messages } from "../../../runtime/endpoints/messages/endpoint.ts";
import { responses } from "../../../runtime/endpoints/responses/endpoint.ts";
import { answerChat } from "../../../runtime/request/answer-chat.ts";
import type { ExchangeReader, Upstream } from "../../../runtime/upstream/upstream.ts";
import { Program, rehearsed } from "../../runtime/request/rehearsed.ts";
import { hi, piece } from "./cased.ts";

const SILENCE = 15_000;

type Rehearsal = Awaited<ReturnType<typeof rehearsed>>;

interface Silent extends Rehearsal {
  client: Program;
  done: Promise<void>;
  /** Of the attempts, in order. */
  readers: ExchangeReader[];
}

/** A stream is asked for, and nothing comes. */
async function silent(endpoint: ChatEndpoint, body: object): Promise<Silent> {
  const readers: ExchangeReader[] = [];
  const upstream: Upstream = {
    send: (_, reader) => {
      readers.push(reader);
      return { abort() {}, leave() {}, pause() {}, resume() {} };
    },
    close: async () => {},
  };
  const rehearsal = await rehearsed(upstream);
  const client = new Program({ model: "chat", stream: true, ...body });
  const done = answerChat(rehearsal.running, endpoint, client);
  while (readers.length === 0) await new Promise(setImmediate);
  return { ...rehearsal, client, done, readers };
}

const answered = (text: string) => async () => new Response(text, { headers: { "content-type": "text/event-stream" } });
const openai = (text: string) => new OpenAI({ apiKey: "k", fetch: answered(text), maxRetries: 0 });

interface Api {
  endpoint: ChatEndpoint;
  body: object;
  /** What is said in the silence, as clients of this API pass it over. */
  alive: string;
  /** The answer's text, as the API's own client reads the stream. */
  text(stream: string): Promise<string | null | undefined>;
}

const apis: Readonly<Record<string, Api>> = {
  "chat completions": {
    endpoint: chatCompletions,
    body: { messages: hi },
    alive: ": keepalive\n\n",
    text: (stream) => openai(stream).chat.completions.stream({ model: "chat", messages: [] }).finalContent(),
  },
  Messages: {
    endpoint: messages,
    body: { messages: hi, max_tokens: 9 },
    alive: 'event: ping\ndata: {"type":"ping"}\n\n',
    text: (stream) =>
      new Anthropic({ apiKey: "k", fetch: answered(stream), maxRetries: 0 }).messages
        .stream({ model: "chat", max_tokens: 9, messages: [] })
        .finalText(),
  },
  Responses: {
    endpoint: responses(undefined),
    body: { input: "hi", store: false },
    alive: ": keepalive\n\n",
    // That client tells of a failure by the answer's own members.
    text: async (stream) => {
      const { error, output_text } = await openai(stream)
        .responses.stream({ model: "chat", input: "" })
        .finalResponse();
      if (error) throw new Error(error.message);
      return output_text;
    },
  },
};

describe.each(Object.entries(apis))("to clients of %s", (_, { endpoint, body, alive, text }) => {
  test("a stream that does not begin is kept open from the first silence on, and goes on as any other", async () => {
    const { client, clock, done, readers } = await silent(endpoint, body);
    expect(client.status).toBe(0);
    for (const times of [1, 2, 3]) {
      clock.next();
      expect([clock.now(), client.status, client.text]).toEqual([times * SILENCE, 200, alive.repeat(times)]);
    }
    const [reader] = readers;
    reader!.started(200, { "content-type": "text/event-stream" });
    reader!.data(Buffer.from(piece({ role: "assistant", content: "Hel" })));
    await new Promise(setImmediate);
    const begun = client.text;
    clock.next();
    expect([clock.now(), client.text.length > begun.length]).toEqual([4 * SILENCE, true]);
    reader!.data(Buffer.from(piece({ content: "lo" }) + piece({}, "stop")));
    reader!.ended();
    await done;
    expect(client.text).not.toMatch(/^id:|^data:\s*$|^: ping/m);
    expect(await text(client.text)).toBe("Hello");
    expect(client.announced).toEqual(expect.arrayContaining(Object.keys(client.trailers)));
    expect(client.trailers).toMatchObject({ "x-pointsman-target": "silent/m1", "x-pointsman-attempts": "1" });
    expect(clock.waiting).toBe(0);
  });

  test("one that fails after that, whatever its status, ends with an error that the client raises", async () => {
    const { client, clock, done, readers, log } = await silent(endpoint, body);
    let isDone = false;
    const over = done.then(() => {
      isDone = true;
    });
    clock.next();
    let refused = 0;
    while (!isDone) {
      for (; refused < readers.length; refused++) {
        readers[refused]!.started(429, {});
        readers[refused]!.data(Buffer.from('{"error":{"message":"slow down","code":"rate_limit_exceeded"}}'));
        readers[refused]!.ended();
      }
      for (let turn = 0; turn < 5; turn++) await new Promise(setImmediate);
      if (!isDone && refused === readers.length) clock.next();
    }
    await over;
    expect(client.text.startsWith(alive)).toBe(true);
    expect(client.text).not.toMatch(/\[DONE\]|message_stop|response\.completed/);
    await expect(text(client.text)).rejects.toThrow(/limits the rate/);
    expect(log.at(-1)).toMatchObject({ status: 200, failure: "rate-limited" });
    expect(clock.waiting).toBe(0);
  });
});

test("an answer that comes in time, and one that is not streamed, are not opened before they come", async () => {
  const { client, clock, done, readers } = await silent(chatCompletions, { messages: hi, stream: false });
  const at = clock.waiting;
  const json = { choices: [{ index: 0, message: { role: "assistant", content: "Hello" }, finish_reason: "stop" }] };
  readers[0]!.started(200, { "content-type": "application/json" });
  readers[0]!.data(Buffer.from(JSON.stringify(json)));
  readers[0]!.ended();
  await done;
  expect([at, clock.now(), client.status, client.trailers]).toEqual([1, 0, 200, {}]);
});
