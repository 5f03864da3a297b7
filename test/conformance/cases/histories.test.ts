/** Histories with calls, results and texts of nothing, as real reports broke them: what reaches each provider. */
import { describe, expect, test } from "vitest";
import type { TargetSpec } from "../../runtime/table-text.ts";
import { wireOf } from "../raw/wires.ts";
import { called, cased, hi, tool } from "./cased.ts";

const anthropic: TargetSpec = { dialect: "anthropic" };
const bedrock: TargetSpec = { dialect: "bedrock-converse" };

/** Answers anything with a text, in the words of the wire. */
const well = (dialect: TargetSpec["dialect"]) => ({ json: wireOf(dialect).whole("Done.") });

describe("results of parallel calls", () => {
  const [a, b] = [called("call_A", "f"), called("call_B", "g")];
  const result = (id: string) => ({ role: "tool", tool_call_id: `call_${id}`, content: `of ${id}` });
  const also = { role: "user", content: "also be brief" };
  const calls = { role: "assistant", content: null, tool_calls: [a, b] };
  const histories: Record<string, object[]> = {
    "in order": [calls, result("A"), result("B"), also],
    "out of order": [calls, result("B"), result("A"), also],
    "with a text between": [calls, result("A"), also, result("B")],
    "of two turns in a row": [
      { role: "assistant", content: null, tool_calls: [a] },
      { role: "assistant", content: null, tool_calls: [b] },
      ...[result("A"), result("B"), also],
    ],
  };

  test.each(Object.entries(histories))("%s stand first in one turn of the user: Messages", async (_, history) => {
    const { ask, seen } = await cased({ target: anthropic, answer: well("anthropic") });
    expect((await ask({ messages: [...hi, ...history], tools: [tool("f"), tool("g")] })).status).toBe(200);
    const turns = seen[0]?.body.messages as {
      role: string;
      content: { type: string; id?: string; tool_use_id?: string; text?: string }[];
    }[];
    expect(turns.map(({ role }) => role)).toEqual(["user", "assistant", "user"]);
    expect(turns[1]?.content.map(({ id }) => id)).toEqual(["call_A", "call_B"]);
    expect(turns[2]?.content.map(({ tool_use_id, text }) => tool_use_id ?? text)).toEqual([
      "call_A",
      "call_B",
      "also be brief",
    ]);
  });

  test.each(Object.entries(histories))("%s stand first in one turn of the user: Converse", async (_, history) => {
    const { ask, seen } = await cased({ target: bedrock, answer: well("bedrock-converse") });
    expect((await ask({ messages: [...hi, ...history], tools: [tool("f"), tool("g")] })).status).toBe(200);
    const turns = seen[0]?.body.messages as {
      role: string;
      content: { toolUse?: object; toolResult?: { toolUseId: string }; text?: string }[];
    }[];
    expect(turns.map(({ role }) => role)).toEqual(["user", "assistant", "user"]);
    expect(turns[2]?.content.map((block) => block.toolResult?.toolUseId ?? block.text)).toEqual([
      "call_A",
      "call_B",
      "also be brief",
    ]);
  });

  test.each(["anthropic", "bedrock-converse", "gemini", "cohere", "ollama"] as const)(
    "one that is missing is refused here, not by %s",
    async (dialect) => {
      const { ask, seen } = await cased({ target: { dialect }, answer: well(dialect) });
      const { status, json } = await ask({ messages: [...hi, calls, result("A")], tools: [tool("f"), tool("g")] });
      expect([status, json.error?.param]).toEqual([400, "messages[1].tool_calls[1]"]);
      expect(json.error?.message).toContain("has no result");
      expect(seen).toEqual([]);
    },
  );
});

describe("a history with calls, in a request without tools", () => {
  const turn = { role: "assistant", content: null, tool_calls: [called("call_1", "f")] };
  const history = [...hi, turn, { role: "tool", tool_call_id: "call_1", content: "1" }];

  test("defines them for Converse, and a call that is made nonetheless reaches no client", async () => {
    const block = { toolUse: { toolUseId: "t1", name: "f", input: {} } };
    const answer = {
      json: {
        output: { message: { role: "assistant", content: [block] } },
        stopReason: "tool_use",
        usage: { inputTokens: 1, outputTokens: 1, totalTokens: 2 },
      },
    };
    const { ask, seen } = await cased({ target: bedrock, answer });
    const { json } = await ask({ messages: history });
    expect(seen[0]?.body.toolConfig).toMatchObject({ tools: [{ toolSpec: { name: "f" } }] });
    expect(JSON.stringify(json)).not.toContain("tool_calls");
  });

  test("keeps them and forbids their use at Messages, also where the client says none", async () => {
    for (const more of [{}, { tools: [tool("f")], tool_choice: "none" }]) {
      const { ask, seen } = await cased({ target: anthropic, answer: well("anthropic") });
      expect((await ask({ messages: history, ...more })).status).toBe(200);
      expect(seen[0]?.body).toMatchObject({ tools: [{ name: "f" }], tool_choice: { type: "none" } });
    }
  });
});

describe("texts of nothing", () => {
  const result = { role: "tool", tool_call_id: "call_1", content: "" };
  const calls = [called("call_1", "f")];
  const requests: Record<string, object[]> = {
    "an empty text beside calls": [...hi, { role: "assistant", content: "", tool_calls: calls }, result],
    "null beside calls": [...hi, { role: "assistant", content: null, tool_calls: calls }, result],
    "a part of nothing": [
      {
        role: "user",
        content: [
          { type: "text", text: "" },
          { type: "text", text: "hi" },
        ],
      },
    ],
    "a turn of blanks": [...hi, { role: "assistant", content: "Yes" }, { role: "user", content: " " }],
    "an answer of nothing": [...hi, { role: "assistant", content: null }, { role: "user", content: "more" }],
  };
  test.each(Object.entries(requests))("%s: no provider is sent an empty block", async (_, messages) => {
    for (const dialect of ["anthropic", "bedrock-converse"] as const) {
      const { ask, seen } = await cased({ target: { dialect }, answer: well(dialect) });
      expect((await ask({ messages, tools: [tool("f")] })).status).toBe(200);
      expect(seen[0]?.text).not.toMatch(/"text":"\s*"/);
      expect(seen[0]?.text).not.toContain('"content":[]');
      const roles = (seen[0]!.body.messages as { role: string }[]).map(({ role }) => role);
      expect(roles.filter((role, i) => role === roles[i - 1])).toEqual([]);
    }
  });

  test("the last words of an assistant have no blanks behind them", async () => {
    for (const dialect of ["anthropic", "bedrock-converse"] as const) {
      const { ask, seen } = await cased({ target: { dialect }, answer: well(dialect) });
      await ask({ messages: [...hi, { role: "assistant", content: "Say: " }] });
      expect(seen[0]?.text).toContain('"text":"Say:"');
    }
  });

  test("calls alone are sent with null for content where chat completions are spoken", async () => {
    const turn = { type: "tool_use", id: "toolu_1", name: "f", input: {} };
    const messages = [
      ...hi,
      { role: "assistant", content: [turn] },
      { role: "user", content: [{ type: "tool_result", tool_use_id: "toolu_1", content: "1" }] },
    ];
    const { ask, seen } = await cased({ target: { dialect: "openai" }, answer: well("openai") });
    await ask(
      { messages, max_tokens: 9, tools: [{ name: "f", input_schema: { type: "object" } }] },
      { path: "/v1/messages" },
    );
    expect((seen[0]!.body.messages as object[])[1]).toMatchObject({
      role: "assistant",
      content: null,
      tool_calls: [{ id: "toolu_1" }],
    });
  });
});
