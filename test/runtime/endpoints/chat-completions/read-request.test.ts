import { describe, expect, test } from "vitest";
import { asksForUsage, readChatRequest } from "../../../../runtime/endpoints/chat-completions/read-request.ts";

const hi = [{ role: "user", content: "hi" }];

describe("reading a request", () => {
  test("gives the neutral form", () => {
    expect(
      readChatRequest({
        model: "m",
        messages: [
          { role: "developer", content: "A" },
          { role: "user", content: [{ type: "image_url", image_url: { url: "https://x.test/a.png" } }] },
          {
            role: "assistant",
            tool_calls: [{ id: "a", function: { name: "f", arguments: "" } }],
            reasoning_content: "hm",
          },
          { role: "tool", tool_call_id: "a", content: "1" },
        ],
        tools: [{ type: "function", function: { name: "f" } }],
        tool_choice: null,
        max_tokens: 5,
        max_completion_tokens: 6,
        stop: "x",
        stream: true,
        store: false,
        logit_bias: {},
      }),
    ).toEqual({
      messages: [
        { role: "system", parts: [{ kind: "text", text: "A" }] },
        {
          role: "user",
          parts: [{ kind: "image", url: "https://x.test/a.png", place: "messages[1].content[0].image_url.url" }],
        },
        {
          role: "assistant",
          parts: [
            { kind: "reasoning", text: "hm" },
            { kind: "tool-call", id: "a", name: "f", arguments: "{}", place: "messages[2].tool_calls[0]" },
          ],
        },
        { role: "tool", callId: "a", parts: [{ kind: "text", text: "1" }] },
      ],
      tools: [{ name: "f", parameters: { type: "object", properties: {} } }],
      maxOutputTokens: 6,
      stop: ["x"],
      stream: true,
      others: ["logit_bias"],
    });
  });

  test.each([
    ["messages", {}],
    ["messages", { messages: [] }],
    ["messages", { messages: "hi" }],
    ["messages[0]", { messages: ["hi"] }],
    ["messages[0].role", { messages: [{ content: "hi" }] }],
    ["messages[0].role", { messages: [{ role: "robot", content: "hi" }] }],
    ["messages[0].content", { messages: [{ role: "user" }] }],
    ["messages[0].content", { messages: [{ role: "user", content: 5 }] }],
    ["messages[0].content[0]", { messages: [{ role: "user", content: [null] }] }],
    ["messages[0].content[0].type", { messages: [{ role: "user", content: [{}] }] }],
    ["messages[0].content[0].text", { messages: [{ role: "user", content: [{ type: "text" }] }] }],
    [
      "messages[0].content[0].image_url.url",
      { messages: [{ role: "user", content: [{ type: "image_url", image_url: { url: "file:///etc/passwd" } }] }] },
    ],
    ["messages[0].tool_call_id", { messages: [{ role: "tool", content: "x" }] }],
    ["messages[0].tool_calls[0].id", { messages: [{ role: "assistant", tool_calls: [{ function: { name: "f" } }] }] }],
    ["messages[0].tool_calls", { messages: [{ role: "assistant", tool_calls: {} }] }],
    ["tools[0].function.name", { messages: hi, tools: [{ type: "function", function: { name: "" } }] }],
    [
      "tools[0].function.parameters",
      { messages: hi, tools: [{ type: "function", function: { name: "f", parameters: [] } }] },
    ],
    ["tool_choice", { messages: hi, tool_choice: "sometimes" }],
    ["tool_choice.function.name", { messages: hi, tool_choice: { type: "function", function: {} } }],
    ["temperature", { messages: hi, temperature: "hot" }],
    ["temperature", { messages: hi, temperature: 3 }],
    ["max_tokens", { messages: hi, max_tokens: 0 }],
    ["max_completion_tokens", { messages: hi, max_completion_tokens: 1.5 }],
    ["stop", { messages: hi, stop: ["a", 1] }],
    ["n", { messages: hi, n: 0 }],
    ["stream", { messages: hi, stream: "yes" }],
    ["stream_options", { messages: hi, stream_options: true }],
    ["messages[0].content[0].type", { messages: [{ role: "user", content: [{ type: "hologram" }] }] }],
    ["response_format.type", { messages: hi, response_format: { type: "grammar" } }],
    ["response_format.json_schema", { messages: hi, response_format: { type: "json_schema" } }],
  ])("names %s when it is wrong", (param, body) => {
    expect(readChatRequest(body)).toMatchObject({
      class: "bad-request",
      param,
      detail: expect.stringContaining(param),
    });
  });

  test.each([
    ["n", { messages: hi, n: 2 }],
    ["tools[0]", { messages: hi, tools: [{ type: "custom", custom: { name: "c" } }] }],
    ["modalities", { messages: hi, modalities: ["text", "audio"] }],
    ["functions", { messages: hi, functions: [] }],
    ["messages[0].content[0]", { messages: [{ role: "user", content: [{ type: "file", file: { file_id: "f" } }] }] }],
    ["messages[1]", { messages: [...hi, { role: "function", name: "f", content: "x" }] }],
  ])("marks %s as what only the client's own bytes can say", (path, body) => {
    expect(readChatRequest(body)).toMatchObject({ onlyAsBytes: [path] });
  });

  test("answers a failure for any other JSON, and never throws", () => {
    for (const body of [null, 1, "x", true, [], [hi]]) {
      expect(readChatRequest(body)).toMatchObject({ class: "bad-request" });
    }
    const values = [
      null,
      0,
      -1,
      Number.POSITIVE_INFINITY,
      "",
      "x",
      true,
      [],
      [null],
      [[]],
      {},
      { type: 1 },
      { role: "user" },
    ];
    const request = { messages: hi, tools: [], stream: true } as Record<string, unknown>;
    const keys = [
      "messages",
      "tools",
      "tool_choice",
      "response_format",
      "stop",
      "n",
      "modalities",
      "stream_options",
      "user",
    ];
    for (const key of keys) for (const value of values) readChatRequest({ ...request, [key]: value });
    for (const value of values) readChatRequest({ messages: [value] });
    for (const role of ["system", "user", "assistant", "tool"]) {
      for (const content of values)
        readChatRequest({ messages: [{ role, content, tool_calls: content, audio: content }] });
      for (const part of values) readChatRequest({ messages: [{ role, content: [part] }] });
    }
  });

  test("sees whether usage is asked for", () => {
    expect(asksForUsage({ stream_options: { include_usage: true } })).toBe(true);
    expect(asksForUsage({ stream_options: { include_usage: false } })).toBe(false);
    expect(asksForUsage({})).toBe(false);
  });
});
