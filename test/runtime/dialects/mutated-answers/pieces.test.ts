/** A stream is the same to the clients of every endpoint in however many pieces it comes, cut at every byte. */
import { afterAll, beforeAll, expect, test } from "vitest";
import { isThorough } from "../../../thorough.ts";
import type { Answered } from "../../endpoints/bad-input/answers.ts";
import { faultOfStream } from "../../endpoints/bad-input/faults.ts";
import { type Gateway, startGateway } from "../../endpoints/bad-input/gateway.ts";
import { providers, recordedStreams } from "./random-answers.ts";

const asked = {
  chat: [
    "/v1/chat/completions",
    { messages: [{ role: "user", content: "Hi" }], stream_options: { include_usage: true } },
  ],
  messages: ["/v1/messages", { max_tokens: 2_000, messages: [{ role: "user", content: "Hi" }] }],
  responses: ["/v1/responses", { input: "Hi", store: false }],
} as const;

let gateway: Gateway;
let answer: Answered;
beforeAll(async () => {
  gateway = await startGateway(() => answer);
});
afterAll(() => gateway.close());

/** Of a slice, each stream is cut for the clients of one endpoint. */
function streamsFor(provider: string, protocol: string): Answered[] {
  const clients = Object.keys(asked);
  const isIts = (_: Answered, i: number): boolean => i % clients.length === clients.indexOf(protocol);
  return recordedStreams(provider).filter(isThorough ? () => true : isIts);
}

/** Without what is other in every answer: ids, times, and texts that are sealed anew. */
function plain(text: string): string {
  return text
    .replace(/"(id|item_id|encrypted_content)":"[^"]*"/g, '"$1":"…"')
    .replace(/"(created|created_at|completed_at)":\d+/g, '"$1":0');
}

test.each(
  Object.keys(providers).flatMap((provider) => Object.keys(asked).map((protocol) => [provider, protocol] as const)),
)("%s, for clients of %s", async (provider, protocol) => {
  const [path, body] = asked[protocol as keyof typeof asked];
  const sent = JSON.stringify({ model: `chat-${provider}`, stream: true, ...body });
  let compared = 0;
  for (const stream of streamsFor(provider, protocol)) {
    answer = stream;
    const whole = await gateway.post(path, sent);
    // What fails before it begins is refused, however it comes; that is held elsewhere.
    if (whole.status !== 200 || faultOfStream(whole.text, protocol as keyof typeof asked) !== undefined) continue;
    answer = { ...stream, piece: 1 };
    expect(plain((await gateway.post(path, sent)).text)).toBe(plain(whole.text));
    compared++;
  }
  expect(compared).toBeGreaterThan(0);
});
