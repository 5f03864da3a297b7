/** Items that are referred to by their ids, though nothing is kept. */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import OpenAI from "openai";
import type { ResponseInputItem } from "openai/resources/responses/responses";
import { expect, onTestFinished, test } from "vitest";
import { KEY, provider, runtime, type TestRuntime } from "../../running.ts";

interface Sent {
  messages: { role: string; content: unknown; tool_calls?: { id: string; function: { name: string } }[] }[];
}

const said = "Once upon a time. ".repeat(80);
const call = { id: "call_1", type: "function", function: { name: "weather", arguments: '{"city":"Oslo"}' } };

/** A provider that says a text and calls a tool, and what it is sent; gateways over it. */
async function gateways(...secrets: (string | undefined)[]): Promise<{ clients: OpenAI[]; sent: Sent[] }> {
  const sent: Sent[] = [];
  const url = await provider((_, response, body) => {
    const asked = JSON.parse(body) as Sent & { stream?: boolean };
    sent.push(asked);
    const message = { role: "assistant", content: said, tool_calls: [{ index: 0, ...call }] };
    if (!asked.stream) {
      response.writeHead(200, { "content-type": "application/json" });
      response.end(JSON.stringify({ choices: [{ index: 0, message, finish_reason: "tool_calls" }] }));
      return;
    }
    response.writeHead(200, { "content-type": "text/event-stream" });
    for (const choice of [{ delta: message }, { delta: {}, finish_reason: "tool_calls" }])
      response.write(`data: ${JSON.stringify({ choices: [{ index: 0, ...choice }] })}\n\n`);
    response.end("data: [DONE]\n\n");
  });
  const made: TestRuntime[] = [];
  for (const secret of secrets) {
    const env = secret === undefined ? {} : { POINTSMAN_ITEM_SECRET: secret };
    const spec = { targets: { "one/m1": { dialect: "openai" as const } }, routes: { chat: { use: ["one/m1"] } } };
    made.push(await runtime(spec, { one: url }, { env }));
  }
  return {
    clients: made.map(({ url: base }) => new OpenAI({ baseURL: `${base}/v1`, apiKey: KEY, maxRetries: 0 })),
    sent,
  };
}

const model = "chat";
const again = (ids: readonly (string | undefined)[]): ResponseInputItem[] => [
  { role: "user", content: "Tell me" },
  ...ids.map((id) => ({ type: "item_reference" as const, id: id! })),
  { type: "function_call_output", call_id: "call_1", output: "rain" },
];
const restored = [
  { role: "user", content: "Tell me" },
  { role: "assistant", content: said, tool_calls: [call] },
  { role: "tool", tool_call_id: "call_1", content: "rain" },
];

test.each([false, true])(
  "references to all items of an answer give back what was said (stream: %s)",
  async (streamed) => {
    const { clients, sent } = await gateways(undefined);
    const body = { model, input: "Tell me" };
    const first = streamed
      ? await clients[0]!.responses.stream(body).finalResponse()
      : await clients[0]!.responses.create(body);
    await clients[0]!.responses.create({ model, input: again(first.output.map(({ id }) => id)) });
    expect(sent[1]!.messages).toEqual(restored);
  },
);

test("an id of a whole answer is enough by itself, is safe in URLs and shorter than what it stands for", async () => {
  const { clients, sent } = await gateways(undefined);
  const { output } = await clients[0]!.responses.create({ model, input: "Tell me" });
  for (const { id } of output) expect(id).toMatch(/^(msg|fc)_[\w-]+$/);
  expect(output[0]!.id!.length).toBeLessThan(said.length);
  await clients[0]!.responses.create({ model, input: again([output[1]!.id]) });
  expect(sent[1]!.messages[1]).toEqual({ role: "assistant", content: null, tool_calls: [call] });
});

test("where nothing is to be stored, ids are short, and no item stands beside what was said", async () => {
  const { clients } = await gateways(undefined);
  const body = { model, input: "Tell me", store: false };
  const answers = [await clients[0]!.responses.create(body), await clients[0]!.responses.stream(body).finalResponse()];
  for (const { output } of answers) {
    expect(output.map(({ type }) => type)).toEqual(["message", "function_call"]);
    for (const { id } of output) expect(id!.length).toBeLessThan(40);
  }
});

test("gateways with one secret open what another gave out; one without it says what is missing", async () => {
  const { clients, sent } = await gateways("a secret of some length", "a secret of some length", undefined);
  const { output } = await clients[0]!.responses.create({ model, input: "Tell me" });
  const input = again(output.map(({ id }) => id));
  await clients[1]!.responses.create({ model, input });
  expect(sent[1]!.messages).toEqual(restored);
  const error: unknown = await clients[2]!.responses.create({ model, input }).catch((e) => e);
  expect(error).toMatchObject({ status: 400, param: "input[1].id" });
  expect(String(error)).toContain("POINTSMAN_ITEM_SECRET");
});

test("the secret of a file is its content, without the white space around it", async () => {
  const folder = mkdtempSync(join(tmpdir(), "pointsman-"));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const file = join(folder, "items");
  writeFileSync(file, "a secret of some length\n");
  const { clients, sent } = await gateways(`file:${file}`, "a secret of some length", file);
  const { output } = await clients[0]!.responses.create({ model, input: "Tell me" });
  const input = again(output.map(({ id }) => id));
  await clients[1]!.responses.create({ model, input });
  expect(sent[1]!.messages).toEqual(restored);
  const error: unknown = await clients[2]!.responses.create({ model, input }).catch((e) => e);
  expect(error).toMatchObject({ status: 400, param: "input[1].id" });
});

test.each([
  ["is not there", () => {}, /POINTSMAN_ITEM_SECRET names the file .*items, which could not be read \(ENOENT\)/],
  [
    "is empty",
    (file: string) => writeFileSync(file, "\n"),
    /The file .*items, which POINTSMAN_ITEM_SECRET names, is empty/,
  ],
])("a file of the secret that %s is told at the start", async (_what, prepare, message) => {
  const folder = mkdtempSync(join(tmpdir(), "pointsman-"));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  prepare(join(folder, "items"));
  await expect(gateways(`file:${folder}/items`)).rejects.toThrow(message);
});

test("an id that was altered anywhere is refused by its place", async () => {
  const { clients } = await gateways(undefined);
  const { output } = await clients[0]!.responses.create({ model, input: "Tell me" });
  const id = output[1]!.id!;
  const places = Array.from({ length: 12 }, (_, i) => 5 + Math.floor(((id.length - 6) * i) / 11));
  for (const at of [...places, id.length - 1]) {
    const other = id[at] === "A" ? "B" : "A";
    const altered = `${id.slice(0, at)}${other}${id.slice(at + 1)}`;
    const error: unknown = await clients[0]!.responses.create({ model, input: again([altered]) }).catch((e) => e);
    expect(error, `at ${at}`).toMatchObject({ status: 400, param: "input[1].id" });
  }
});

test("an id that nobody gave out is refused with the way out", async () => {
  const { clients } = await gateways(undefined);
  const error: unknown = await clients[0]!.responses
    .create({ model, input: [{ type: "item_reference", id: "msg_123" }] })
    .catch((e) => e);
  expect(error).toMatchObject({ status: 400, param: "input[0].id" });
  expect(String(error)).toContain('"store": false');
});

test.each([false, true])(
  "references hold no more than a bound, however often they are repeated (stream: %s)",
  async (streamed) => {
    const { clients } = await gateways(undefined);
    const body = { model, input: "Tell me" };
    const { output } = streamed
      ? await clients[0]!.responses.stream(body).finalResponse()
      : await clients[0]!.responses.create(body);
    const ids = [...Array.from({ length: 30_000 }, () => output[0]!.id!), output.at(-1)!.id!];
    const references = ids.map((id) => ({ type: "item_reference" as const, id }));
    const error: unknown = await clients[0]!.responses.create({ model, input: references }).catch((e) => e);
    expect(error).toMatchObject({ status: 400 });
    expect(String(error)).toContain("32 MiB");
  },
);

test.each([
  { previous_response_id: "resp_1" },
  { conversation: "conv_1" },
  { background: true },
  { prompt: { id: "pmpt_1" } },
])("%o is refused by name, with the way out", async (more) => {
  const { clients } = await gateways(undefined);
  const error: unknown = await clients[0]!.responses.create({ model, input: "Hi", ...more }).catch((e) => e);
  expect(error).toMatchObject({ status: 400, param: Object.keys(more)[0] });
  expect(String(error)).toMatch(/Nothing is kept here.*Send/);
});
