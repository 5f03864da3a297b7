/** A whole answer that was asked for as a stream says what the whole answer says: each dialect, each endpoint, held against the simulator. */
import { describe, expect, test } from "vitest";
import { ask, runtime, simulator } from "../running.ts";
import type { ServedDialect } from "./served-dialects.ts";

const served: readonly ServedDialect[] = [
  { dialect: "openai" },
  { dialect: "azure-openai" },
  { dialect: "openai-responses", target: { model: "gpt-5.4-mini" } },
  { dialect: "anthropic" },
  { dialect: "gemini", target: { model: "gemini-3.1-pro-preview" } },
  { dialect: "vertex", target: { model: "gemini-3.1-pro-preview" } },
  { dialect: "bedrock-converse", target: { model: "anthropic.claude-sonnet-4-5-20250929-v1:0" } },
  { dialect: "cohere", target: { model: "command-a-03-2025" } },
  { dialect: "ollama", target: { model: "devstral-small-2:24b" } },
];

const schema = { type: "object", properties: { city: { type: "string" } }, required: ["city"] };
const names = ["get_weather", "get_time"];
const said = (content: string) => [{ role: "user", content }];
const calling = "call get_weather and get_time";
const question = "北京 🌍, in 40 words";

/** What is asked, as each endpoint's clients say it. */
const asked: Readonly<Record<string, Readonly<Record<string, object>>>> = {
  "/v1/chat/completions": {
    "a text": { messages: said(question) },
    "a text that is cut": { messages: said(question), max_tokens: 16 },
    "a text that a stop ends": { messages: said(question), stop: ["in"] },
    "two calls": {
      messages: said(calling),
      tools: names.map((name) => ({ type: "function", function: { name, parameters: schema } })),
    },
    "a form": {
      messages: said("Where?"),
      response_format: { type: "json_schema", json_schema: { name: "place", schema, strict: true } },
    },
    "what was thought": { messages: said(question), reasoning_effort: "high" },
  },
  "/v1/messages": {
    "a text": { messages: said(question), max_tokens: 500 },
    "a text that is cut": { messages: said(question), max_tokens: 16 },
    "a text that a stop ends": { messages: said(question), max_tokens: 500, stop_sequences: ["in"] },
    "two calls": {
      messages: said(calling),
      max_tokens: 500,
      tools: names.map((name) => ({ name, input_schema: schema })),
    },
    "what was thought": {
      messages: said(question),
      max_tokens: 5_000,
      thinking: { type: "enabled", budget_tokens: 2_000 },
    },
  },
  "/v1/responses": {
    "a text": { input: question },
    "two calls": {
      input: calling,
      tools: names.map((name) => ({ type: "function", name, parameters: schema, strict: false })),
    },
    "what was thought": { input: question, reasoning: { effort: "high" } },
  },
};

const endpoints = Object.entries(asked).flatMap(([path, bodies]) =>
  Object.entries(bodies).map(([what, body]) => ({ path, what, body })),
);

const limits = { firstToken: 2_000, wholeAsStream: true as const };

/** Without what is new in every answer, and what says nothing: empty lists, and filters that have found nothing. */
function meaning(value: unknown, key = ""): unknown {
  if (/^(id|call_id|created|created_at|completed_at|item_id|signature|encrypted_content|toolUseId)$/.test(key))
    return undefined;
  if (typeof value === "string" && key === "arguments") return JSON.parse(value);
  if (typeof value === "string" && value.startsWith("pointsman:")) return "sealed";
  if (Array.isArray(value)) return value.length === 0 ? undefined : value.map((item) => meaning(item));
  if (typeof value !== "object" || value === null) return value;
  if (key === "content_filter_results" && !JSON.stringify(value).includes('"filtered":true')) return undefined;
  return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, meaning(inner, name)]));
}

describe.each(served)("$dialect", ({ dialect, target }) => {
  test.each(endpoints)("$path: $what", async ({ path, body }) => {
    const [one, other] = [await simulator({ dialect }), await simulator({ dialect })];
    const targets = { "one/m": { dialect, ...target }, "other/m": { dialect, ...target } };
    const routes = { plain: { use: ["one/m"] }, watched: { use: ["other/m"], limits } };
    const gateway = await runtime({ targets, routes }, { one: one.url, other: other.url });
    const [plain, watched] = await Promise.all(
      ["plain", "watched"].map((model) => ask(gateway, { path, body: { ...body, model } })),
    );
    expect([plain!.status, watched!.status], watched!.text).toEqual([200, 200]);
    expect(watched!.headers["content-type"]).toBe(plain!.headers["content-type"]);
    expect(meaning(watched!.json)).toEqual(meaning(plain!.json));
    const cost = "x-pointsman-cost-usd";
    expect(watched!.headers[cost]).toBe(plain!.headers[cost]);
    expect([one, other].map(({ requests }) => requests.map(isStream))).toEqual([[false], [true]]);
  });
});

function isStream({ path, body }: { path: string; body: unknown }): boolean {
  return /stream/i.test(path) || (body as { stream?: unknown }).stream === true;
}
