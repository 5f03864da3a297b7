/** Providers of Responses that say things in the last event alone. */
import { expect, test } from "vitest";
import { ask, events, hello, provider, runtime, textOf } from "../../running.ts";

const message = {
  type: "message",
  role: "assistant",
  content: [{ type: "output_text", text: "Hello", annotations: [] }],
};
const call = { type: "function_call", call_id: "c1", name: "f", arguments: '{"a":1}' };
const usage = { input_tokens: 5, output_tokens: 7, total_tokens: 12 };

async function gatewayOver(output: object[], before: object[] = []) {
  const one = await provider((_request, response) => {
    const last = { type: "response.completed", response: { id: "r1", status: "completed", output, usage } };
    response.writeHead(200, { "content-type": "text/event-stream" });
    response.end([...before, last].map((event) => `data: ${JSON.stringify(event)}\n\n`).join(""));
  });
  const targets = { "one/m": { dialect: "openai-responses" as const } };
  return runtime({ targets, routes: { chat: { use: ["one/m"] } } }, { one });
}

const streamed = { ...hello, stream: true };

test("what was told in no event before is read of the last one, once", async () => {
  const reply = await ask(await gatewayOver([message, call]), { body: streamed });
  expect(textOf(reply)).toBe("Hello");
  const calls = events(reply.text).flatMap(
    ({ choices }) => (choices?.[0]?.delta as { tool_calls?: object[] })?.tool_calls ?? [],
  );
  expect(JSON.stringify(calls)).toContain('"name":"f"');
  expect(reply.text).toMatch(/"finish_reason":"tool_calls"/);
});

test("what was told in pieces, or as a whole item, is not told again", async () => {
  const piece = (delta: string) => ({ type: "response.output_text.delta", output_index: 0, delta });
  const pieces = await gatewayOver([message], [piece("Hel"), piece("lo")]);
  expect(textOf(await ask(pieces, { body: streamed }))).toBe("Hello");
  const item = await gatewayOver([message], [{ type: "response.output_item.done", output_index: 0, item: message }]);
  expect(textOf(await ask(item, { body: streamed }))).toBe("Hello");
});
