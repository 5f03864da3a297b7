/** The official client of the Messages API, unmodified, before a service that holds requests to the rules of Converse. */
import Anthropic from "@anthropic-ai/sdk";
import { expect, test } from "vitest";
import type { Simulator } from "../../../../simulator/start-simulator.ts";
import { pixel } from "../../../simulator/pixel.ts";
import { KEY, runtime, simulator } from "../../running.ts";
import type { TargetSpec } from "../../table-text.ts";

const target: TargetSpec = {
  dialect: "bedrock-converse",
  model: "anthropic.claude-sonnet-4-5-20250929-v1:0",
  maxOutput: 8_000,
  parameters: { rename: { reasoning_effort: "thinking.budget_tokens" } },
  price: { input: 3, output: 15, cacheRead: 0.3, cacheWrite: 3.75 },
};

async function open(): Promise<{ client: Anthropic; sent: () => Record<string, unknown>; up: Simulator }> {
  const up = await simulator({ dialect: "bedrock-converse" });
  const gateway = await runtime(
    { targets: { "one/m": target }, routes: { chat: { use: ["one/m"] } } },
    { one: up.url },
  );
  const client = new Anthropic({ baseURL: gateway.url, apiKey: KEY, maxRetries: 0 });
  return { client, sent: () => up.requests.at(-1)?.body as Record<string, unknown>, up };
}

const long = "mcp__plugin_atlassian_atlassian__createCompassComponentRelationship";
const tools = [
  { name: "get_weather", input_schema: { type: "object" as const, properties: { city: { type: "string" } } } },
  { name: long, input_schema: { type: "object" as const } },
];

test("what Messages has words for arrives in those of Converse", async () => {
  const { client, sent } = await open();
  const answer = await client.messages.create({
    model: "chat",
    max_tokens: 300,
    ...({ top_k: 5, temperature: 0.5 } as object),
    stop_sequences: ["NEVER"],
    system: [{ type: "text", text: "Rules", cache_control: { type: "ephemeral" } }],
    tools,
    messages: [
      { role: "user", content: "hi" },
      { role: "assistant", content: [{ type: "tool_use", id: "toolu_1", name: long, input: {} }] },
      {
        role: "user",
        content: [
          {
            type: "tool_result",
            tool_use_id: "toolu_1",
            is_error: true,
            content: [
              { type: "text", text: "It broke." },
              { type: "image", source: { type: "base64", media_type: "image/png", data: pixel } },
            ],
          },
          { type: "text", text: "And now?", cache_control: { type: "ephemeral" } },
        ],
      },
    ],
  });
  expect(answer.stop_reason).toBe("end_turn");
  const point = { cachePoint: { type: "default" } };
  const name = expect.stringMatching(/^mcp__[\w-]{59}$/);
  expect(sent()).toMatchObject({
    system: [{ text: "Rules" }, point],
    inferenceConfig: { maxTokens: 300, temperature: 0.5, stopSequences: ["NEVER"] },
    additionalModelRequestFields: { top_k: 5 },
    toolConfig: { tools: [{ toolSpec: { name: "get_weather" } }, { toolSpec: { name } }] },
    messages: [
      { role: "user", content: [{ text: "hi" }] },
      { role: "assistant", content: [{ toolUse: { toolUseId: "toolu_1", name, input: {} } }] },
      {
        role: "user",
        content: [
          {
            toolResult: {
              toolUseId: "toolu_1",
              status: "error",
              content: [{ text: "It broke." }, { image: { format: "png", source: { bytes: pixel } } }],
            },
          },
          { text: "And now?" },
          point,
        ],
      },
    ],
  });
});

test.each([false, true])("signed thinking goes round a loop of tools, byte for byte (stream: %s)", async (stream) => {
  const { client, sent } = await open();
  const body = { model: "chat", max_tokens: 4000, thinking: { type: "enabled" as const, budget_tokens: 2000 }, tools };
  const question = { role: "user" as const, content: "call get_weather" };
  const first = stream
    ? await client.messages.stream({ ...body, messages: [question] }).finalMessage()
    : await client.messages.create({ ...body, messages: [question] });
  expect(sent()).toMatchObject({
    additionalModelRequestFields: { thinking: { type: "enabled", budget_tokens: 2000 } },
  });
  expect(first.stop_reason).toBe("tool_use");
  const [thought] = first.content;
  const call = first.content.find((block) => block.type === "tool_use");
  if (thought?.type !== "thinking" || call === undefined) throw new Error(JSON.stringify(first.content));
  const second = await client.messages.create({
    ...body,
    messages: [
      question,
      { role: "assistant", content: first.content },
      { role: "user", content: [{ type: "tool_result", tool_use_id: call.id, content: "18" }] },
    ],
  });
  expect(second.stop_reason).toBe("end_turn");
  expect(sent()).toMatchObject({
    messages: [
      {},
      {
        content: [
          { reasoningContent: { reasoningText: { text: thought.thinking, signature: thought.signature } } },
          {},
        ],
      },
      {},
    ],
  });
});
