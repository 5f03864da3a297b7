/** A form of the answer from models that have none: what they are asked, and what clients read, whole and streamed. */
import type { ServerResponse } from "node:http";
import OpenAI from "openai";
import { describe, expect, test } from "vitest";
import { emulationTokens } from "../../semantics/emulation.ts";
import { inputTokensOf } from "../../semantics/tokens/input-tokens.ts";
import { ask, KEY } from "../runtime/running.ts";
import { type Body, type Gateway, gateway, hello, message, sendJson, usage } from "./treated.ts";

const schema = {
  type: "object",
  properties: { city: { type: "string" }, degrees: { type: "number" } },
  required: ["city", "degrees"],
  additionalProperties: false,
};
const format = { type: "json_schema" as const, json_schema: { name: "weather", strict: true, schema } };
const JSON_TEXT = '{"city":"Ulm","degrees":7}';

/** Calls the tool that it is forced to call, else answers with the text. */
function obedient(body: Body, response: ServerResponse, path: string): void {
  const called = (body.tool_choice as { name?: string; function?: { name: string } } | undefined) ?? {};
  const name = called.name ?? called.function?.name;
  const isMessages = path.endsWith("/messages");
  if (body.stream) {
    response.writeHead(200, { "content-type": "text/event-stream" });
    response.end(isMessages ? messageEvents(name) : chunks(name));
  } else if (isMessages) {
    const call = { type: "tool_use", id: "t", name, input: JSON.parse(JSON_TEXT) as object };
    sendJson(response, name ? message([call], "tool_use") : message([{ type: "text", text: JSON_TEXT }]));
  } else {
    const call = { id: "t", type: "function", function: { name, arguments: JSON_TEXT } };
    const said = name ? { content: null, tool_calls: [call] } : { content: JSON_TEXT };
    const choice = { index: 0, message: { role: "assistant", ...said }, finish_reason: name ? "tool_calls" : "stop" };
    sendJson(response, { choices: [choice], usage });
  }
}

/** Says something first and last, of the openai dialect. */
function talkative(calls: boolean): typeof obedient {
  return ({ stream, tool_choice }, response) => {
    const { name } = (tool_choice as { function: { name: string } }).function;
    const call = { id: "t", type: "function", function: { name, arguments: JSON_TEXT } };
    const content = "Let me see. Seven degrees.";
    const finish_reason = calls ? "tool_calls" : "stop";
    if (!stream) {
      const message = { role: "assistant", content, ...(calls && { tool_calls: [call] }) };
      return sendJson(response, { choices: [{ index: 0, message, finish_reason }], usage });
    }
    const deltas = [
      { role: "assistant", content: "Let me" },
      { content: " see." },
      ...(calls ? [{ tool_calls: [{ index: 0, ...call }] }] : []),
      { content: " Seven degrees." },
    ].map((delta) => ({ choices: [{ index: 0, delta, finish_reason: null }] }));
    const all = [...deltas, { choices: [{ index: 0, delta: {}, finish_reason }] }, { choices: [], usage }];
    response.writeHead(200, { "content-type": "text/event-stream" });
    response.end(`${all.map((chunk) => `data: ${JSON.stringify(chunk)}\n\n`).join("")}data: [DONE]\n\n`);
  };
}

const pieces = [JSON_TEXT.slice(0, 9), JSON_TEXT.slice(9)];

function chunks(name: string | undefined): string {
  const delta = (piece: string, i: number) =>
    name
      ? {
          tool_calls: [
            {
              index: 0,
              ...(i === 0 && { id: "t", type: "function" }),
              function: { ...(i === 0 && { name }), arguments: piece },
            },
          ],
        }
      : { content: piece };
  const all = [
    ...pieces.map((piece, i) => ({
      choices: [
        { index: 0, delta: { ...(i === 0 && { role: "assistant" }), ...delta(piece, i) }, finish_reason: null },
      ],
    })),
    { choices: [{ index: 0, delta: {}, finish_reason: name ? "tool_calls" : "stop" }] },
    { choices: [], usage },
  ];
  return `${all.map((chunk) => `data: ${JSON.stringify(chunk)}\n\n`).join("")}data: [DONE]\n\n`;
}

function messageEvents(name: string | undefined): string {
  const block = name ? { type: "tool_use", id: "t", name, input: {} } : { type: "text", text: "" };
  const delta = (piece: string) =>
    name ? { type: "input_json_delta", partial_json: piece } : { type: "text_delta", text: piece };
  const all = [
    { type: "message_start", message: { ...message([]), stop_reason: null } },
    { type: "content_block_start", index: 0, content_block: block },
    ...pieces.map((piece) => ({ type: "content_block_delta", index: 0, delta: delta(piece) })),
    { type: "content_block_stop", index: 0 },
    { type: "message_delta", delta: { stop_reason: name ? "tool_use" : "end_turn" }, usage: { output_tokens: 5 } },
    { type: "message_stop" },
  ];
  return all.map((event) => `event: ${event.type}\ndata: ${JSON.stringify(event)}\n\n`).join("");
}

describe("a form of the answer that is emulated", () => {
  const emulating = (target: string, more = "") =>
    `routes: { chat: { otherwise: ${target}, unsupported: { response_format: emulate }, ${more} } }\n`;
  const client = ({ url }: Gateway) => new OpenAI({ baseURL: `${url}/v1`, apiKey: KEY, maxRetries: 0 });

  test("is refused without that word, as before", async () => {
    const { url } = await gateway("routes: { chat: { otherwise: b/textual } }\n");
    expect((await ask({ url }, { body: { ...hello, response_format: format } })).status).toBe(400);
  });

  test.each(["b/textual", "c/textual"])(
    "is a call that %s must make, and its text to the official client",
    async (target) => {
      const served = await gateway(emulating(target), obedient);
      const whole = await client(served).chat.completions.create({ ...hello, response_format: format });
      expect(whole.choices[0]).toMatchObject({ message: { content: JSON_TEXT }, finish_reason: "stop" });
      expect(whole.choices[0]!.message.tool_calls).toBeUndefined();
      const stream = client(served).chat.completions.stream({ ...hello, response_format: format });
      const streamed = await stream.finalChatCompletion();
      expect(streamed.choices[0]).toMatchObject({ message: { content: JSON_TEXT }, finish_reason: "stop" });
      for (const { body } of served.got) {
        expect([body.response_format, body.output_config]).toEqual([undefined, undefined]);
        expect(JSON.stringify(body.tools)).toContain(JSON.stringify(schema.properties));
      }
    },
  );

  test("is the call alone, whatever a model says beside it, whole and streamed; and its words where it makes no call", async () => {
    for (const [says, told] of [
      [talkative(true), JSON_TEXT],
      [talkative(false), "Let me see. Seven degrees."],
    ] as const) {
      const served = await gateway(emulating("b/textual"), says);
      const whole = await client(served).chat.completions.create({ ...hello, response_format: format });
      const stream = client(served).chat.completions.stream({ ...hello, response_format: { type: "json_object" } });
      const streamed = await stream.finalChatCompletion();
      for (const { choices } of [whole, streamed])
        expect(choices[0]).toMatchObject({ message: { content: told }, finish_reason: "stop" });
    }
  });

  test("reaches clients of the other endpoints likewise", async () => {
    const { url } = await gateway(emulating("b/textual"), obedient);
    const output_config = { format: { type: "json_schema", schema } };
    const messages = await ask({ url }, { path: "/v1/messages", body: { ...hello, max_tokens: 99, output_config } });
    expect(JSON.parse(messages.text)).toMatchObject({
      content: [{ type: "text", text: JSON_TEXT }],
      stop_reason: "end_turn",
    });
    const text = { format: { type: "json_schema", name: "weather", schema } };
    const responses = await ask({ url }, { path: "/v1/responses", body: { model: "chat", input: "Hi", text } });
    expect(responses.text).toContain(JSON.stringify(JSON_TEXT));
    expect(responses.text).not.toContain("function_call");
  });

  test("is named as changed, and a form that the target has is sent as it came", async () => {
    const served = await gateway(emulating("[b/textual, b/full]"), obedient);
    const reply = await ask(served, { body: { ...hello, response_format: { type: "json_object" } } });
    expect(reply.headers["x-pointsman-changed"]).toBe("response_format");
    const plain = await gateway(emulating("b/full"), obedient);
    await ask(plain, { body: { ...hello, response_format: format } });
    expect(plain.got[0]!.body).toMatchObject({ response_format: format });
    expect(plain.got[0]!.body.tools).toBeUndefined();
  });

  const tools = [
    { type: "function" as const, function: { name: "look", parameters: { type: "object", properties: {} } } },
  ];
  test.each([
    ["with tools of the client's own", "b/textual", { tools }],
    ["of a model without tools", "b/tool-less", {}],
    ["of a model that is to think", "c/textual", { reasoning_effort: "high" as const }],
    [
      "of a list",
      "b/textual",
      { response_format: { type: "json_schema", json_schema: { name: "l", schema: { type: "array" } } } },
    ],
  ])("%s is asked for in words", async (_, target, more) => {
    const { url, got } = await gateway(emulating(target), obedient);
    const reply = await ask({ url }, { body: { ...hello, response_format: format, ...more } });
    expect(reply.status, reply.text).toBe(200);
    const { body } = got[0]!;
    expect(body.tool_choice).toBeUndefined();
    expect(JSON.stringify(body.system ?? body.messages)).toContain("exactly one JSON");
    if (!("tools" in more)) expect(body.tools).toBeUndefined();
  });

  test("lets calls of the client's own tools through", async () => {
    const call = { id: "t", type: "function", function: { name: "look", arguments: "{}" } };
    const { url } = await gateway(emulating("b/textual"), (_, response) =>
      sendJson(response, {
        choices: [
          { index: 0, message: { role: "assistant", content: null, tool_calls: [call] }, finish_reason: "tool_calls" },
        ],
        usage,
      }),
    );
    const reply = await ask({ url }, { body: { ...hello, response_format: format, tools } });
    expect(JSON.parse(reply.text)).toMatchObject({
      choices: [{ message: { tool_calls: [call] }, finish_reason: "tool_calls" }],
    });
  });

  test("goes on to the next target, with an alarm, where a model refuses to be made to call a tool", async () => {
    const { url, got } = await gateway(emulating("[b/textual, a/full]"), (body, response, path) => {
      if (body.model !== "textual") return obedient(body, response, path);
      const error = {
        message: "tool_choice is not supported by this model",
        type: "invalid_request_error",
        param: "tool_choice",
      };
      response.writeHead(400, { "content-type": "application/json" }).end(JSON.stringify({ error }));
    });
    const reply = await ask({ url }, { body: { ...hello, response_format: format } });
    expect([reply.status, reply.headers["x-pointsman-target"]]).toEqual([200, "a/full"]);
    expect(got).toHaveLength(2);
  });

  test("cannot be asked for beside what few APIs can say: other targets are asked", async () => {
    const { url } = await gateway(emulating("[b/textual, a/full]"), obedient);
    const reply = await ask({ url }, { body: { ...hello, response_format: format, n: 2 } });
    expect(reply.headers["x-pointsman-target"]).toBe("a/full");
  });

  test.each([
    format,
    { type: "json_object" as const },
    { ...format, json_schema: { name: "l", schema: { type: "array" } } },
  ])("adds no more to what is sent than it is reckoned with: %j", async (response_format) => {
    for (const more of [{}, { tools }]) {
      const { url, got } = await gateway(emulating("b/textual"), obedient);
      const body = { ...hello, response_format, ...more };
      await ask({ url }, { body });
      const [own, sent] = [inputTokensOf(body), inputTokensOf(got[0]!.body)];
      for (const figure of ["expected", "upper", "hard", "textBytes"] as const)
        expect(sent[figure], figure).toBeLessThanOrEqual(own[figure] + emulationTokens[figure]);
    }
  });

  test("counts in what a request may cost", async () => {
    const route = (more: string) =>
      `routes: { chat: { otherwise: b/textual, max: { outputTokens: 100 }, maxCost: $0.0006, ${more} } }\n`;
    const plain = await gateway(route(""), obedient);
    expect((await ask(plain, { body: hello })).status).toBe(200);
    const emulated = await gateway(route("unsupported: { response_format: emulate }"), obedient);
    const reply = await ask(emulated, { body: { ...hello, response_format: format } });
    expect([reply.status, reply.json.error?.code]).toEqual([400, "no_target"]);
  });
});
