/** Thoughts of earlier turns, which some models refuse a history without, and others a history with: as such hosts check it. */
import { describe, expect, test } from "vitest";
import { type Sent, served } from "../../wire/recorded.ts";

type Message = Record<string, unknown>;

const overlay = `
models:
  deepseek/r1: { context: 128000, price: { input: 1, output: 2 }, parameters: { thoughts: false } }
  deepseek/unknown: { context: 128000, price: { input: 1, output: 2 } }
`;
const at = (target: string) => served({ routes: `{ chat: { otherwise: "${target}" } }`, overlay });

/** "The `reasoning_content` in the thinking mode must be passed back": a host for which an empty text is one, and one for which not. */
const missing = (body: Sent["body"], isMissing: (thought: unknown) => boolean): number[] =>
  (body.messages as Message[]).flatMap((message, i) =>
    message.role === "assistant" && isMissing(message.reasoning_content) ? [i] : [],
  );
const isNoText = (thought: unknown) => typeof thought !== "string";
const isNoWord = (thought: unknown) => typeof thought !== "string" || thought === "";

const demanding: [string, (thought: unknown) => boolean, string][] = [
  ["deepseek/deepseek-v4-pro", isNoText, ""],
  ["deepseek/deepseek-v4-flash", isNoText, ""],
  ["deepseek/deepseek-flash", isNoText, ""],
  ["moonshot/kimi-k2.6", isNoWord, " "],
  ["moonshot/kimi-k3", isNoWord, " "],
];

const call = (id: string) => ({ id, type: "function", function: { name: "f", arguments: "{}" } });
const tools = [{ type: "function", function: { name: "f", parameters: { type: "object", properties: {} } } }];
const history = (first: Message, second: Message): object => ({
  model: "chat",
  tools,
  messages: [
    { role: "user", content: "Hi" },
    { role: "assistant", content: null, tool_calls: [call("a")], ...first },
    { role: "tool", tool_call_id: "a", content: "1" },
    { role: "assistant", content: "It is one.", ...second },
    { role: "user", content: "And now?" },
  ],
});
const thoughts = (body: Sent["body"]) =>
  (body.messages as Message[]).filter(({ role }) => role === "assistant").map((message) => message.reasoning_content);

describe.each(demanding)("%s, which wants them in every message of the assistant,", (target, isMissing, nothing) => {
  test("gets what the client says, to the byte", async () => {
    const { wire } = await at(target);
    const text = JSON.stringify(history({ reasoning_content: "I call." }, { reasoning_content: "It  is." }));
    const spaced = text.replace('"reasoning_content":"It  is."', '"reasoning_content" :  "It  is."');
    const { body, text: sent } = await wire(spaced);
    expect(missing(body, isMissing)).toEqual([]);
    expect(thoughts(body)).toEqual(["I call.", "It  is."]);
    expect(sent).toContain('"reasoning_content" :  "It  is."');
  });

  test("gets a place for those that the client lost, and nothing else is other", async () => {
    const { wire } = await at(target);
    const asked = history({ reasoning_content: "I call." }, {});
    const { body } = await wire(asked);
    expect(missing(body, isMissing)).toEqual([]);
    const { messages } = asked as { messages: Message[] };
    expect(body.messages).toEqual(messages.map((one, i) => (i === 3 ? { ...one, reasoning_content: nothing } : one)));
  });

  test("gets them from under the names that other providers have for them", async () => {
    const { wire } = await at(target);
    const block = { type: "thinking", thinking: "So.", signature: "s" };
    const { body } = await wire(
      history({ reasoning: "I call." }, { reasoning_content: null, thinking_blocks: [block] }),
    );
    expect(thoughts(body)).toEqual(["I call.", "So."]);
    expect(JSON.stringify(body)).not.toMatch(/"reasoning":|thinking_blocks/);
  });

  test("gets them from clients of Messages and of Responses", async () => {
    const { wire } = await at(target);
    const turns = [
      { role: "user", content: "Hi" },
      {
        role: "assistant",
        content: [
          { type: "thinking", thinking: "I call.", signature: "" },
          { type: "tool_use", id: "a", name: "f", input: {} },
        ],
      },
      { role: "user", content: [{ type: "tool_result", tool_use_id: "a", content: "1" }] },
      { role: "assistant", content: "It is one." },
      { role: "user", content: "And now?" },
    ];
    const messages = await wire({ model: "chat", max_tokens: 99, messages: turns }, { path: "/v1/messages" });
    expect(thoughts(messages.body)).toEqual(["I call.", nothing]);
    const input = [
      { type: "message", role: "user", content: "Hi" },
      { type: "function_call", call_id: "a", name: "f", arguments: "{}" },
      { type: "function_call_output", call_id: "a", output: "1" },
      { type: "message", role: "assistant", content: [{ type: "output_text", text: "It is one.", annotations: [] }] },
      { type: "message", role: "user", content: "And now?" },
    ];
    const responses = await wire({ model: "chat", input }, { path: "/v1/responses" });
    expect(missing(responses.body, isMissing)).toEqual([]);
  });
});

test("a model that refuses them gets none, from whatever client", async () => {
  const { wire } = await at("deepseek/r1");
  const { body } = await wire(history({ reasoning_content: "I call." }, { reasoning_content: "" }));
  expect(JSON.stringify(body)).not.toContain("reasoning_content");
  const turns = [
    { role: "user", content: "Hi" },
    {
      role: "assistant",
      content: [
        { type: "thinking", thinking: "So.", signature: "" },
        { type: "text", text: "Yes" },
      ],
    },
    { role: "user", content: "And now?" },
  ];
  const messages = await wire({ model: "chat", max_tokens: 99, messages: turns }, { path: "/v1/messages" });
  expect(messages.text).not.toContain("So.");
});

test("a model of which nothing is known gets what the client says, to the byte", async () => {
  const { wire } = await at("deepseek/unknown");
  const asked = history({ reasoning_content: "I call." }, {});
  const { text } = await wire(asked);
  expect(text).toContain(JSON.stringify((asked as { messages: unknown }).messages));
});
