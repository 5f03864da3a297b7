/**
 * Each member that the official clients' types have, one at a time, with each kind of legal value: the gateway refuses none by itself.
 * What a target has no place for is left out, and named.
 */
import { describe, expect, test } from "vitest";
import type { Reply } from "../runtime/running.ts";
import type { TargetSpec } from "../runtime/table-text.ts";
import { thorough } from "../thorough.ts";
import { type Cased, cased } from "./cases/cased.ts";
import {
  block,
  chat,
  embeddings,
  messages,
  ownChat,
  ownMessages,
  responses,
  schema,
  tool,
  user,
} from "./official-members.ts";
import { spoken, wireOf } from "./raw/wires.ts";

/** What must be said for another member to be legal. */
const beside: Readonly<Record<string, object>> = {
  tool_choice: { tools: [tool] },
  parallel_tool_calls: { tools: [tool] },
  top_logprobs: { logprobs: true },
};
const besideOwn: Readonly<Record<string, object>> = {
  ...beside,
  function_call: { functions: [{ name: "f" }] },
  modalities: { audio: { voice: "alloy", format: "mp3" } },
};
const besideResponses = Object.fromEntries(
  ["tool_choice", "parallel_tool_calls"].map((name) => [
    name,
    { tools: [{ type: "function", name: "f", parameters: schema, strict: true }] },
  ]),
);
const besideMessages = {
  tool_choice: { tools: [{ name: "f", input_schema: schema }] },
  thinking: { max_tokens: 3_000 },
};

interface Case {
  name: string;
  body: object;
}

function casesOf(members: object, usual: object, others: Readonly<Record<string, object>>): Case[] {
  return Object.entries(members as Record<string, readonly unknown[]>).flatMap(([name, values]) =>
    values.map((value) => ({
      name: `${name}: ${JSON.stringify(value).slice(0, 100)}`,
      body: { ...usual, ...others[name], [name]: value },
    })),
  );
}

const dialects: readonly TargetSpec["dialect"][] = [
  ...(["openai", "azure-openai", "anthropic", "gemini", "vertex", "bedrock-converse", "cohere", "ollama"] as const),
];

/** One target, that has room and takes everything its dialect does. */
function target(dialect: TargetSpec["dialect"]): Promise<Cased> {
  const wire = wireOf(dialect);
  const spec: TargetSpec = {
    dialect,
    context: 1_000_000,
    maxOutput: 200_000,
    price: { input: 1, output: 2, per1kQueries: 1 },
  };
  return cased({
    target: spec,
    answer: ({ body, url }) =>
      body.stream === true || /stream/i.test(url)
        ? { stream: spoken(wire, ["Hi"]), type: wire.type }
        : { json: wire.whole("Hi") },
  });
}

/** Of a slice, each case is asked in one of these ways, in turn. */
const streamed = [undefined, null, false, true];

async function refusedOf(path: string, cases: readonly Case[], at: Cased): Promise<string[]> {
  const refused: string[] = [];
  for (const [i, { name, body }] of cases.entries()) {
    for (const stream of thorough(streamed, [streamed[i % streamed.length]])) {
      const { status, text }: Reply = await at.ask({ ...body, stream }, { path });
      if (status !== 200) refused.push(`${name}, stream ${stream}: ${status} ${text.slice(0, 200)}`);
    }
  }
  return refused;
}

const chatPath = "/v1/chat/completions";

describe.each(dialects)("before a target of %s", (dialect) => {
  test.each([
    ["chat completions", chatPath, casesOf(chat, { messages: user("Hi") }, beside)],
    ["Responses", "/v1/responses", casesOf(responses, { input: "Hi" }, besideResponses)],
    [
      "Messages",
      "/v1/messages",
      casesOf(messages, { messages: block({ type: "text", text: "Hi" }), max_tokens: 99 }, besideMessages),
    ],
  ])("nothing that %s may say is refused", async (_, path, cases) => {
    expect(await refusedOf(path, cases, await target(dialect))).toEqual([]);
  });
});

test("what Messages alone can say is not refused before a target that speaks them", async () => {
  const at = await target("anthropic");
  const cases = casesOf(ownMessages, { messages: block({ type: "text", text: "Hi" }), max_tokens: 99 }, {});
  expect(await refusedOf("/v1/messages", cases, at)).toEqual([]);
});

test("what chat completions alone can say is not refused before a target that speaks them", async () => {
  const at = await target("openai");
  expect(await refusedOf(chatPath, casesOf(ownChat, { messages: user("Hi") }, besideOwn), at)).toEqual([]);
});

test("nothing that may be said of embeddings is refused before a target that speaks them", async () => {
  const data = (input: unknown) =>
    [input].flat(Array.isArray((input as unknown[])[0]) || typeof (input as unknown[])[0] === "string" ? 1 : 0);
  const at = await cased({
    target: { dialect: "openai", kind: "embedding", dims: 3, context: 8_000 },
    answer: ({ body: { input, encoding_format, dimensions = 3 } }) => ({
      json: {
        object: "list",
        data: data(input).map((_, index) => ({
          object: "embedding",
          index,
          embedding: encoding_format === "base64" ? "AAAAAAAAAAAAAAAA" : Array(dimensions).fill(0),
        })),
        usage: { prompt_tokens: 1, total_tokens: 1 },
      },
    }),
  });
  const refused: string[] = [];
  for (const { name, body } of casesOf(embeddings, { input: "Hi" }, {})) {
    const { status, text } = await at.ask(body, { path: "/v1/embeddings" });
    if (status !== 200) refused.push(`${name}: ${status} ${text}`);
  }
  expect(refused).toEqual([]);
});
