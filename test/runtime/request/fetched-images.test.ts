/** Images by URL, before targets that take bytes alone: over sockets, with the guard that lets 127.0.0.1 through. */

import type { RequestListener } from "node:http";
import { expect, onTestFinished, test, vi } from "vitest";
import { HeldBytes } from "../../../runtime/attempts/held-bytes.ts";
import { systemClock } from "../../../runtime/clock.ts";
import { loadDialects } from "../../../runtime/dialects/dialects.ts";
import { chatCompletions } from "../../../runtime/endpoints/chat-completions/endpoint.ts";
import { listen } from "../../../runtime/http/server.ts";
import { SocketClient } from "../../../runtime/http/socket-client.ts";
import { Unread } from "../../../runtime/http/unread.ts";
import { NeverWorked } from "../../../runtime/observe/never-worked.ts";
import { TokenRatios } from "../../../runtime/observe/token-ratio.ts";
import { answerChat } from "../../../runtime/request/answer-chat.ts";

import { Entrance } from "../../../runtime/request/entrance.ts";
import { InFlight } from "../../../runtime/request/in-flight.ts";
import { readyTargets } from "../../../runtime/request/ready-targets.ts";
import type { Running } from "../../../runtime/running.ts";
import { ProofMemory } from "../../../runtime/state/kept-proofs.ts";
import { KeyRing, openedKeys } from "../../../runtime/state/keys.ts";
import { TableHistory } from "../../../runtime/state/table-history.ts";
import { TargetHealth } from "../../../runtime/state/target-health.ts";
import { TargetLoad } from "../../../runtime/state/target-load.ts";
import { loadTable } from "../../../runtime/table/load.ts";
import { ImageFetcher } from "../../../runtime/upstream/images/image-fetcher.ts";
import { Pools } from "../../../runtime/upstream/pools.ts";
import { ask, keyRecord, open, provider, runtime } from "../running.ts";
import { tableText } from "../table-text.ts";
import { imageServer, PNG, reach, servePng } from "../upstream/images/loopback-images.ts";

/** `blind` and `dark` take bytes alone, `seeing` reads URLs by itself. */
async function gateway(bodies: string[], { deadline = 20_000, use = ["blind/m", "seeing/m"], blindStatus = 200 } = {}) {
  const dialects = await loadDialects();
  const text = tableText({
    targets: {
      "blind/m": { dialect: "bedrock-converse" },
      "dark/m": { dialect: "bedrock-converse" },
      "seeing/m": { dialect: "openai" },
      "twin/m": { dialect: "gemini" },
      "own/m": { dialect: "ollama" },
    },
    routes: { chat: { use, limits: { deadline } } },
  });
  const loaded = loadTable(text);
  const upstream = new Pools();
  const standIns = {
    blind: await converse(bodies, blindStatus),
    dark: await converse(bodies, 200),
    seeing: await completions(bodies),
    twin: await contents(bodies),
    own: await ownChat(bodies),
  };
  const log: Record<string, unknown>[] = [];
  const ready = { dialects, env: {}, standIns, clock: systemClock, upstream, alarm: () => {} };
  const running: Running = {
    inUse: { loaded, targets: await readyTargets(loaded.table, ready), ruleNames: () => "" },
    tables: new TableHistory(new Date(0)),
    keyOf: new KeyRing(openedKeys([keyRecord])).check,
    upstream,
    images: new ImageFetcher(reach({ alsoPublic: ["127.0.0.1"] })),
    state: {},
    load: new TargetLoad(),
    health: new TargetHealth(systemClock),
    neverWorked: new NeverWorked(),
    tokenRatios: new TokenRatios(),
    proofs: new ProofMemory(() => 0),
    held: new HeldBytes(2 ** 30),
    entrance: new Entrance({ inside: 100, waiting: 0, wait: 0 }, systemClock),
    bodyLimit: 1_000_000,
    log: (line) => void log.push(JSON.parse(line) as Record<string, unknown>),
    clock: systemClock,
    chance: Math.random,
    draining: false,
    inFlight: new InFlight(),
    kept: { close: async () => {} },
  };
  const paths = {
    "/v1/chat/completions": {
      POST: (call: ConstructorParameters<typeof SocketClient>[0]) =>
        answerChat(running, chatCompletions, new SocketClient(call)),
    },
  };
  const ends = {
    refusal: () => "{}",
    refused: () => {},
    crashed: (_: unknown, error: unknown) => Promise.reject(error),
    unread: new Unread({ bytes: 1_000_000, letGo: () => {} }),
  };
  const listener = await listen({ host: "127.0.0.1", port: 0, portOption: "--port", paths, ...ends });
  onTestFinished(async () => {
    await listener.close();
    await upstream.close();
  });
  return { url: listener.url, log };
}

const converse = (bodies: string[], status: number): Promise<string> =>
  provider((_request, response, body) => {
    bodies.push(body);
    const output = { message: { role: "assistant", content: [{ text: "seen" }] } };
    const answer = { output, stopReason: "end_turn", usage: { inputTokens: 1, outputTokens: 1, totalTokens: 2 } };
    response
      .writeHead(status, { "content-type": "application/json" })
      .end(JSON.stringify(status === 200 ? answer : {}));
  });

const completions = (bodies: string[]): Promise<string> =>
  provider((_request, response, body) => {
    bodies.push(body);
    const answer = { choices: [{ message: { role: "assistant", content: "seen" }, finish_reason: "stop" }] };
    response.writeHead(200, { "content-type": "application/json" }).end(JSON.stringify(answer));
  });

const contents = (bodies: string[]): Promise<string> =>
  provider((_request, response, body) => {
    bodies.push(body);
    const candidates = [{ content: { role: "model", parts: [{ text: "seen" }] }, finishReason: "STOP" }];
    response.writeHead(200, { "content-type": "application/json" }).end(JSON.stringify({ candidates }));
  });

const ownChat = (bodies: string[]): Promise<string> =>
  provider((_request, response, body) => {
    bodies.push(body);
    const answer = { message: { role: "assistant", content: "seen" }, done: true, done_reason: "stop" };
    response.writeHead(200, { "content-type": "application/json" }).end(JSON.stringify(answer));
  });

const asking = (...urls: string[]) => ({
  model: "chat",
  messages: [
    {
      role: "user",
      content: [
        { type: "text", text: "What is it?" },
        ...urls.map((url) => ({ type: "image_url", image_url: { url } })),
      ],
    },
  ],
});

const images = async (answer: RequestListener = servePng) => {
  const server = await imageServer("127.0.0.1", answer);
  return { server, url: (name: string) => `http://127.0.0.1:${server.port}/${name}` };
};

const base64 = PNG.toString("base64");
const inBody = { format: "png", source: { bytes: base64 } };

test("a target that takes bytes gets those of an image that is named by its URL, once for all that name it", async () => {
  const bodies: string[] = [];
  const { server, url } = await images();
  const reply = await ask(await gateway(bodies), {
    body: asking(url("a"), url("b"), url("a"), `data:image/png;base64,${base64}`),
  });
  expect([reply.status, reply.headers["x-pointsman-target"], server.connections]).toEqual([200, "blind/m", 2]);
  const [sent] = bodies.map((body) => JSON.parse(body) as { messages: { content: { image?: object }[] }[] });
  expect(sent?.messages[0]?.content.map(({ image }) => image)).toEqual([undefined, inBody, inBody, inBody, inBody]);
});

test("a server of one's own gets the bytes, too", async () => {
  const bodies: string[] = [];
  const { url } = await images();
  expect((await ask(await gateway(bodies, { use: ["own/m"] }), { body: asking(url("a")) })).status).toBe(200);
  expect(JSON.parse(bodies[0]!)).toMatchObject({ messages: [{ images: [base64] }] });
});

test("a target that fetches from some places gets the bytes of what is at others", async () => {
  const bodies: string[] = [];
  const { server, url } = await images();
  const video = "https://www.youtube.com/watch?v=abc";
  const reply = await ask(await gateway(bodies, { use: ["twin/m"] }), { body: asking(url("a"), video) });
  expect([reply.status, server.connections]).toEqual([200, 1]);
  expect(bodies[0]).toContain(base64);
  expect(bodies[0]).toContain(video);
});

test("what was fetched for one target is there for the next", async () => {
  const bodies: string[] = [];
  const { server, url } = await images();
  const use = ["blind/m", "dark/m"];
  const reply = await ask(await gateway(bodies, { use, blindStatus: 400 }), { body: asking(url("a")) });
  expect([reply.status, reply.headers["x-pointsman-target"], server.connections]).toEqual([200, "dark/m", 1]);
  expect(bodies[1]).toContain(base64);
});

test("a target that reads URLs by itself gets the URL, and nothing is fetched", async () => {
  const bodies: string[] = [];
  const { server, url } = await images();
  const reply = await ask(await gateway(bodies, { use: ["seeing/m"] }), { body: asking(url("a")) });
  expect([reply.status, server.connections]).toEqual([200, 0]);
  expect(bodies[0]).toContain(url("a"));
});

test("an image that is not fetched is another target's to read", async () => {
  const bodies: string[] = [];
  const reply = await ask(await gateway(bodies), { body: asking("https://192.168.0.1/a.png") });
  expect([reply.status, reply.headers["x-pointsman-target"], bodies.length]).toEqual([200, "seeing/m", 1]);
});

test("where no other target is left, the client is told which part it is and what to do", async () => {
  const running = await gateway([], { use: ["blind/m", "dark/m"] });
  const { status, json } = await ask(running, {
    body: asking(`data:image/png;base64,${base64}`, "https://192.168.0.1/a.png"),
  });
  const param = "messages[0].content[2].image_url.url";
  expect([status, json.error]).toEqual([
    400,
    {
      message: `The image at ${param} is not at a host that anyone on the internet can reach. Send its bytes as a data: URL instead.`,
      ...{ type: "invalid_request_error", param, code: "unsupported", attempts: expect.any(Array) },
    },
  ]);
});

const privateUrl = "https://192.168.0.1/a.png";
const messagesImage = { type: "image", source: { type: "url", url: privateUrl } };
const call = { type: "tool_use", id: "t1", name: "f", input: {} };
const result = { type: "tool_result", tool_use_id: "t1", content: [messagesImage] };
const responsesImage = { type: "input_image", image_url: privateUrl };

test.each([
  [
    "/v1/messages",
    { max_tokens: 50, messages: [{ role: "user", content: [messagesImage] }] },
    "messages[0].content[0].source.url",
  ],
  [
    "/v1/messages",
    {
      max_tokens: 50,
      system: "Look.",
      messages: [
        { role: "user", content: "?" },
        { role: "assistant", content: [call] },
        { role: "user", content: [result] },
      ],
    },
    "messages[2].content[0].content[0].source.url",
  ],
  [
    "/v1/responses",
    { instructions: "Look.", input: [{ role: "user", content: [responsesImage] }] },
    "input[0].content[0].image_url",
  ],
  [
    "/v1/responses",
    {
      input: [
        { role: "user", content: "?" },
        { type: "function_call", call_id: "c1", name: "f", arguments: "{}" },
        { type: "function_call_output", call_id: "c1", output: [responsesImage] },
      ],
    },
    "input[2].output[0].image_url",
  ],
])("a client of %s is told the part by its own names (%#)", async (path, asked, place) => {
  const gateway = await runtime(
    { targets: { "blind/m": { dialect: "bedrock-converse" } }, routes: { chat: { use: ["blind/m"] } } },
    { blind: "http://127.0.0.1:1" },
  );
  const { status, json } = await ask(gateway, { path, body: { model: "chat", ...asked } });
  expect([status, json.error?.type]).toEqual([400, "invalid_request_error"]);
  expect(json.error?.message.startsWith(`The image at ${place} is not at a host`), json.error?.message).toBe(true);
});

test("more images than are fetched for one request are refused before the first", async () => {
  const { server, url } = await images();
  const running = await gateway([], { use: ["blind/m"] });
  const urls = Array.from({ length: 33 }, (_, i) => url(String(i)));
  expect((await ask(running, { body: asking(...urls) })).json.error?.message).toMatch(/more than 32 images/);
  expect(server.connections).toBe(0);
});

test("images that come too slowly take the target's time, not that of the next", async () => {
  const bodies: string[] = [];
  const { url } = await images(() => {});
  const running = await gateway(bodies, { deadline: 600 });
  const reply = await ask(running, { body: asking(url("a")) });
  expect([reply.status, reply.headers["x-pointsman-target"], bodies.length]).toEqual([200, "seeing/m", 1]);
  expect(running.log).toMatchObject([
    { attempts: [{ target: "blind/m", failure: "timeout-attempt" }, { target: "seeing/m" }] },
  ]);
});

test("a client that goes away while an image is fetched ends that, and no target is asked", async () => {
  const bodies: string[] = [];
  let left = false;
  const going = new AbortController();
  const { url } = await images((_request, response) => {
    response.once("close", () => {
      left = true;
    });
    going.abort();
  });
  const running = await gateway(bodies);
  await expect(open(running, { body: asking(url("a")), signal: going.signal })).rejects.toThrow();
  await vi.waitFor(() => expect(left).toBe(true));
  await vi.waitFor(() => expect(running.log).toMatchObject([{ status: 499, failure: "cancelled" }]));
  expect(bodies).toEqual([]);
});
