/** Limits, thinking, system texts and usage, as real reports broke them: what reaches each provider, and what is counted. */
import { describe, expect, test } from "vitest";
import type { TargetSpec } from "../../runtime/table-text.ts";
import { wireOf } from "../raw/wires.ts";
import { cased, chunksOf, hi, messageEvents } from "./cased.ts";

type Dialect = TargetSpec["dialect"];

const well = (dialect: Dialect) => ({ json: wireOf(dialect).whole("Done.") });

describe("limits and thinking of Messages", () => {
  const budgets = { rename: { reasoning_effort: "thinking.budget_tokens" } };
  const asked: Record<string, [object, TargetSpec["parameters"], object]> = {
    "the model's own limit where none is said": [{}, undefined, { max_tokens: 8_000 }],
    "a budget within the limit": [
      { max_tokens: 4_000, reasoning_effort: "high" },
      budgets,
      { max_tokens: 4_000, thinking: { type: "enabled", budget_tokens: 2_400 } },
    ],
    "no thinking where the limit has no room for the least of it": [
      { max_tokens: 500, reasoning_effort: "high" },
      budgets,
      { max_tokens: 500, thinking: { type: "disabled" } },
    ],
    "the newer name's limit where both are said": [
      { max_completion_tokens: 4_000, max_tokens: 1_000 },
      undefined,
      { max_tokens: 4_000 },
    ],
    "none, said as such": [{ reasoning_effort: "none" }, undefined, { thinking: { type: "disabled" } }],
    "an effort where the model decides itself": [
      { reasoning_effort: "minimal" },
      undefined,
      { thinking: { type: "adaptive" }, output_config: { effort: "low" } },
    ],
  };
  test.each(Object.entries(asked))("%s", async (_, [said, parameters, expected]) => {
    const target: TargetSpec = { dialect: "anthropic", maxOutput: 8_000, ...(parameters && { parameters }) };
    const { ask, seen } = await cased({ target, answer: well("anthropic") });
    expect((await ask({ messages: hi, temperature: 0.5, ...said })).status).toBe(200);
    const { body } = seen[0]!;
    expect(body).toMatchObject(expected);
    const thinks = (body.thinking as { type: string } | undefined)?.type ?? "disabled";
    expect("temperature" in body).toBe(thinks === "disabled");
  });
});

describe("a system text in the middle of a conversation is never lost, and never the assistant's", () => {
  const messages = [
    { role: "developer", content: "ALPHA" },
    { role: "user", content: "one" },
    { role: "assistant", content: "two" },
    { role: "system", content: "BRAVO" },
    { role: "user", content: "three" },
  ];
  test.each(["anthropic", "gemini", "bedrock-converse", "cohere", "ollama", "openai"] as const)(
    "%s",
    async (dialect) => {
      const { ask, seen } = await cased({ target: { dialect }, answer: well(dialect) });
      expect((await ask({ messages })).status).toBe(200);
      const { text, body } = seen[0]!;
      expect(text.indexOf("ALPHA")).toBeGreaterThan(0);
      expect(text).toContain("BRAVO");
      const turns = (body.messages ?? body.contents) as { role: string }[];
      const ofAssistant = turns.filter(({ role }) => role === "assistant" || role === "model");
      expect(JSON.stringify(ofAssistant)).not.toMatch(/ALPHA|BRAVO/);
    },
  );
});

test("what was cached is counted once, the same streamed and whole; later counts replace earlier ones", async () => {
  const cached = { cache_creation_input_tokens: 100, cache_read_input_tokens: 2_000 };
  const first = { input_tokens: 5, ...cached, output_tokens: 1 };
  const last = { input_tokens: 5, ...cached, output_tokens: 42, output_tokens_details: { thinking_tokens: 30 } };
  const stream = messageEvents(
    ["message_start", { message: { type: "message", role: "assistant", content: [], usage: first } }],
    ["content_block_start", { index: 0, content_block: { type: "text", text: "" } }],
    ["ping", {}],
    ["content_block_delta", { index: 0, delta: { type: "text_delta", text: "Hi" } }],
    ["content_block_stop", { index: 0 }],
    ["message_delta", { delta: { stop_reason: "end_turn" }, usage: last }],
    ["message_stop", {}],
  );
  const json = {
    type: "message",
    role: "assistant",
    content: [{ type: "text", text: "Hi" }],
    stop_reason: "end_turn",
    usage: last,
  };
  const expected = {
    prompt_tokens: 2_105,
    prompt_tokens_details: { cached_tokens: 2_000, cache_write_tokens: 100 },
    completion_tokens: 42,
    completion_tokens_details: { reasoning_tokens: 30 },
    total_tokens: 2_147,
  };
  const target: TargetSpec = { dialect: "anthropic", price: { input: 1, output: 10, cacheRead: 0.1, cacheWrite: 2 } };
  const whole = await cased({ target, answer: { json } });
  const reply = await whole.ask({ messages: hi });
  expect(reply.json.usage).toMatchObject(expected);
  expect(Number(reply.headers["x-pointsman-cost-usd"])).toBeCloseTo((5 + 2_000 * 0.1 + 100 * 2 + 42 * 10) / 1e6, 9);
  const streamed = await cased({ target, answer: { stream } });
  const chunks = chunksOf(await streamed.ask({ messages: hi, stream: true, stream_options: { include_usage: true } }));
  expect(chunks.at(-1)?.usage).toMatchObject(expected);
});

test.each([
  [{ safety_identifier: "u1" }, ["safety_identifier"]],
  [{ user: "u1" }, ["user"]],
  [{ user: "u1", safety_identifier: "u2" }, ["safety_identifier", "user"]],
])("whoever asks is named as the client says it, %j, where a target does not take it", async (said, named) => {
  const { ask } = await cased({ target: { dialect: "gemini" }, answer: well("gemini") });
  const replies = [
    await ask({ messages: hi, ...said }),
    await ask({ input: "hi", store: false, ...said }, { path: "/v1/responses" }),
  ];
  for (const { status, headers } of replies)
    expect([status, String(headers["x-pointsman-dropped"]).split(", ").sort()]).toEqual([200, named]);
});
