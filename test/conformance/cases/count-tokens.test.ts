/** POST /v1/messages/count_tokens: the provider's own count where it has one, by its documentation; else an estimate that says so. */
import { describe, expect, test } from "vitest";
import { ask, type Reply, runtime, type TestRuntime } from "../../runtime/running.ts";
import type { TableSpec } from "../../runtime/table-text.ts";
import { answer, type RawRequest, rawServer } from "../raw/raw-server.ts";

const thinking = { type: "enabled", budget_tokens: 2_000 };
const asked = {
  model: "chat",
  system: "Be brief.",
  messages: [{ role: "user", content: [{ type: "text", text: "Hello there" }] }],
  tools: [{ name: "f", description: "does it", input_schema: { type: "object", properties: {} } }],
};

interface Counted {
  spec: TableSpec;
  path: string;
  body: object;
  reply: object;
}

const cloud = "https://one.example/v1/projects/p/locations/l/publishers/anthropic/models/{model}";
const claude = "claude-sonnet-4-5";
const of = (id: string, target: TableSpec["targets"][string], more: Partial<TableSpec> = {}): TableSpec => ({
  targets: { [`one/${id}`]: target },
  routes: { chat: { use: [`one/${id}`] } },
  ...more,
});
const functionDeclarations = [expect.objectContaining({ name: "f", description: "does it" })];
const contents = [{ role: "user", parts: [{ text: "Hello there" }] }];
const systemInstruction = { parts: [{ text: "Be brief." }] };

const providers: Record<string, Counted> = {
  // https://platform.claude.com/docs/en/api/messages-count-tokens
  Messages: {
    spec: of(claude, { dialect: "anthropic" }),
    path: "/v1/messages/count_tokens",
    body: { ...asked, model: claude },
    reply: { input_tokens: 4_321 },
  },
  // https://docs.cloud.google.com/vertex-ai/generative-ai/docs/partner-models/claude/count-tokens
  "Claude on Vertex AI": {
    spec: of(
      `${claude}@20250929`,
      { dialect: "anthropic" },
      {
        providers: {
          one: {
            chatUrl: `${cloud}:rawPredict`,
            chatStreamUrl: `${cloud}:streamRawPredict`,
            body: { anthropic_version: "vertex-2023-10-16", model: null },
          },
        },
      },
    ),
    path: "/v1/projects/p/locations/l/publishers/anthropic/models/count-tokens:rawPredict",
    body: { ...asked, model: `${claude}@20250929`, anthropic_version: "vertex-2023-10-16" },
    reply: { input_tokens: 4_321 },
  },
  // https://docs.aws.amazon.com/bedrock/latest/APIReference/API_runtime_CountTokens.html
  "Amazon Bedrock, with the name that spreads over regions": {
    spec: of("m", { dialect: "bedrock-converse", model: "us.anthropic.claude-sonnet-4-5-20250929-v1:0" }),
    path: "/model/anthropic.claude-sonnet-4-5-20250929-v1%3A0/count-tokens",
    body: {
      input: {
        converse: {
          system: [{ text: "Be brief." }],
          messages: [{ role: "user", content: [{ text: "Hello there" }] }],
          toolConfig: {
            tools: [
              { toolSpec: { name: "f", description: "does it", inputSchema: { json: asked.tools[0]!.input_schema } } },
            ],
          },
        },
      },
    },
    reply: { inputTokens: 4_321 },
  },
  // https://ai.google.dev/api/tokens
  Gemini: {
    spec: of("gemini-2.5-flash", { dialect: "gemini" }),
    path: "/v1beta/models/gemini-2.5-flash:countTokens",
    body: {
      generateContentRequest: expect.objectContaining({
        model: "models/gemini-2.5-flash",
        contents,
        systemInstruction,
        tools: [{ functionDeclarations }],
      }),
    },
    reply: { totalTokens: 4_321 },
  },
  // https://docs.cloud.google.com/vertex-ai/generative-ai/docs/model-reference/count-tokens
  "Vertex AI": {
    spec: of("gemini-2.5-flash", { dialect: "vertex" }),
    path: "/v1/projects/p/locations/l/publishers/google/models/gemini-2.5-flash:countTokens",
    body: expect.objectContaining({ contents, systemInstruction, tools: [{ functionDeclarations }] }) as object,
    reply: { totalTokens: 4_321, totalBillableCharacters: 10 },
  },
};

async function counting(
  spec: TableSpec,
  status: number,
  reply: object,
): Promise<{
  count(body?: object, headers?: Record<string, string>): Promise<Reply>;
  seen: RawRequest[];
  gateway: TestRuntime;
}> {
  const one = await rawServer((socket) => answer(socket, status, JSON.stringify(reply)));
  const gateway = await runtime(spec, { one: one.url });
  const count = (body: object = asked, headers: Record<string, string> = {}) =>
    ask(gateway, { path: "/v1/messages/count_tokens?beta=true", body, headers });
  return { count, seen: one.seen, gateway };
}

describe.each(Object.entries(providers))("%s", (_, { spec, path, body, reply: said }) => {
  test("is asked for its own count, and the client gets that", async () => {
    const { count, seen } = await counting(spec, 200, said);
    const reply = await count();
    expect(seen.map(({ method, url }) => [method, url])).toEqual([["POST", path]]);
    expect(seen[0]?.body).toEqual(body);
    expect(reply.json).toEqual({ input_tokens: 4_321 });
    expect(reply.headers["x-pointsman-usage"]).toBeUndefined();
  });

  test.each([
    ["refuses", 400, { message: "no" }],
    ["fails", 500, {}],
    ["says no number", 200, { input_tokens: "many" }],
  ])("is estimated where it %s, and the answer and the log say so", async (_name, status, refused) => {
    const { count, gateway } = await counting(spec, status, refused);
    const reply = await count();
    expect(reply.status).toBe(200);
    expect((reply.json as { input_tokens?: number }).input_tokens).toBeGreaterThan(10);
    expect(reply.headers["x-pointsman-usage"]).toBe("estimated");
    const { attempts, estimated } = gateway.log.at(-1) as { attempts: { failure?: string }[]; estimated?: boolean };
    expect([attempts[0]?.failure, estimated]).toEqual([expect.any(String), true]);
  });
});

test("thinking is counted, what only an answer needs is not asked for, and of the betas those go that are known", async () => {
  const betas = { header: "anthropic-beta", names: ["interleaved-thinking-2025-05-14"] };
  const { spec } = providers.Messages!;
  const { count, seen } = await counting({ ...spec, providers: { one: { betas } } }, 200, { input_tokens: 7 });
  const body = { ...asked, thinking, temperature: 1, stream: true, metadata: { user_id: "u" } };
  await count(body, {
    "anthropic-beta": "claude-code-20250219,interleaved-thinking-2025-05-14,tool-search-tool-2025-10-19",
  });
  expect(seen[0]?.body).toEqual({ ...asked, model: claude, thinking });
  expect(seen[0]?.headers["anthropic-beta"]).toBe("interleaved-thinking-2025-05-14");
});

test.each(["openai", "cohere", "ollama"] as const)(
  "%s has no count of its own: nobody is asked, and the answer says so",
  async (dialect) => {
    const { count, seen } = await counting(of("m", { dialect }), 500, {});
    const reply = await count();
    expect([reply.status, reply.headers["x-pointsman-usage"], seen]).toEqual([200, "estimated", []]);
  },
);
