import { describe, expect, test } from "vitest";
import { relay } from "../../../../runtime/dialects/formats/chat-completions/relay.ts";
import type { RelayedEvent, RelayReader } from "../../../../runtime/operations/chat/stream-steps.ts";

const unread = { useful: false, readable: false, finished: [], done: false, usageOnly: false };
const nothing = { ...unread, readable: true };

/** The first event of a stream, and once more behind a piece of text: both readings must agree, or it need not be read as it is one more piece. */
function both(data: unknown, end = "\n\n"): Omit<RelayedEvent, "seen" | "mended"> {
  const bytes = Buffer.from(`data: ${typeof data === "string" ? data : JSON.stringify(data)}${end}`);
  const { seen: _, mended: __, ...first } = relay().read(bytes);
  const reader = begun();
  reader.read(Buffer.from(`data: ${JSON.stringify(chunk({ content: "Before" }))}${end}`));
  const run = reader.runEnd!(bytes, 0);
  if (run > 0) {
    expect(run).toBe(bytes.length);
    expect(first).toEqual({ ...nothing, useful: true });
    return first;
  }
  const { seen: ___, mended: ____, ...later } = reader.read(bytes);
  expect(later).toEqual(first);
  return first;
}

/** Of a stream whose role has come. */
function begun(): RelayReader {
  const reader = relay();
  reader.read(Buffer.from(`data: ${JSON.stringify(chunk({ role: "assistant", content: "" }))}\n\n`));
  return reader;
}

const relayed = (bytes: Buffer) => relay().read(bytes);

const chunk = (delta: unknown, finish: string | null = null, more: object = {}) => ({
  id: "c",
  object: "chat.completion.chunk",
  choices: [{ index: 0, delta, logprobs: null, finish_reason: finish }],
  ...more,
});

describe("a relayed event", () => {
  test("is useful with text, reasoning or a tool call, and not with the role alone", () => {
    expect(both(chunk({ content: "Hi" }))).toEqual({ ...nothing, useful: true });
    expect(both(chunk({ content: "Hi" }), "\r\n\r\n")).toEqual({ ...nothing, useful: true });
    expect(both(chunk({ reasoning_content: "hm" }))).toEqual({ ...nothing, useful: true });
    expect(both(chunk({ refusal: "no" }))).toEqual({ ...nothing, useful: true });
    expect(both(chunk({ tool_calls: [{ index: 0, id: "a", function: { name: "f" } }] }))).toEqual({
      ...nothing,
      useful: true,
    });
    expect(both(chunk({ role: "assistant", content: "" }))).toEqual(nothing);
    expect(both(chunk({ content: null, tool_calls: [] }))).toEqual(nothing);
    expect(both({ choices: [] })).toEqual(nothing);
  });

  test("holds usage where it is not null", () => {
    const usage = { prompt_tokens: 3, completion_tokens: 2, prompt_tokens_details: { cached_tokens: 1 } };
    const read = { input: 3, output: 2, cacheRead: 1, cacheWrite: 0, reasoning: 0 };
    expect(both(chunk({ content: "Hi" }, null, { usage: null }))).toEqual({ ...nothing, useful: true });
    expect(both(chunk({ content: "Hi" }, null, { usage }))).toEqual({ ...nothing, useful: true, usage: read });
    expect(both({ choices: [], usage })).toEqual({ ...nothing, usageOnly: true, usage: read });
    expect(
      both('{"choices": [{"delta": {"content": "Hi"}, "finish_reason": null}], "usage" : {"prompt_tokens":3}}'),
    ).toEqual({ ...nothing, useful: true, usage: { input: 3, output: 0, cacheRead: 0, cacheWrite: 0, reasoning: 0 } });
  });

  test("holds a finish reason where it is not null or empty", () => {
    expect(both(chunk({}, "stop"))).toEqual({ ...nothing, finished: [0] });
    expect(both(chunk({ content: "Hi" }, "length"))).toEqual({ ...nothing, useful: true, finished: [0] });
    expect(both(chunk({ content: "Hi" }, ""))).toEqual({ ...nothing, useful: true });
    expect(both(chunk({}, "insufficient_system_resource")).failure?.class).toBe("overloaded");
  });

  test("is done at the end mark, and not where a text says so", () => {
    expect(both("[DONE]")).toEqual({ ...unread, done: true });
    expect(both(chunk({ content: "[DONE]" }))).toEqual({ ...nothing, useful: true });
  });

  test("is an error only with an error at the top", () => {
    const error = { message: "Overloaded", type: "overloaded_error" };
    expect(both({ error })).toEqual({ ...unread, failure: { class: "overloaded", detail: "Overloaded" } });
    expect(both({ error: "down" }).failure?.class).toBe("server-error");
    expect(both({ ...chunk({ content: "Hi" }), error }).failure?.class).toBe("overloaded");
    expect(relayed(Buffer.from('event: error\ndata: {"message":"x"}\n\n')).failure?.class).toBe("server-error");
    expect(both({ ...chunk({ content: "Hi" }), error: null })).toEqual({ ...nothing, useful: true });
  });

  test("is not misread for what its text says", () => {
    for (const text of ['"error":{"message":"x"}', '"usage":{"prompt_tokens":1}', "error", "usage", '\\"error', '"']) {
      expect(both(chunk({ content: text }))).toEqual({ ...nothing, useful: true });
      expect(both(chunk({ content: `${text} and more ${text}` }))).toEqual({ ...nothing, useful: true });
    }
    expect(both(chunk({ content: "", name: '"content":"x' }))).toEqual(nothing);
  });

  test("is malformed when its data is not an object", () => {
    for (const data of ['{"choices":[{', "hello", "[1]", '{"choices":[{"delta":{"content":"Hel']) {
      expect(both(data).failure?.class).toBe("malformed");
    }
    for (const data of [
      '{"choices":[{"delta":{"content":"broken"}',
      JSON.stringify(chunk({ content: "\n" })).replace("\\n", "\n"),
    ]) {
      expect(both(data).failure?.class).toBe("malformed");
    }
    const broken = Buffer.from('data: {"choices":[{"delta":{"content":"Hi"}}\n\n');
    expect(relayed(broken).failure?.class).toBe("malformed");
  });

  test("need not be read where it is one of several whole pieces of text that differ in nothing else", () => {
    const event = (data: unknown) => `data: ${JSON.stringify(data)}\n\n`;
    const texts = ["a", " b", "\\", '"', "\n", "\u{1f600}", "ü"];
    const run = texts.map((content) => event(chunk({ content }))).join("");
    const behind = [
      event(chunk({ content: "" })),
      event(chunk({ content: "x" }, "stop")),
      event(chunk({ content: "x" }, null, { usage: { prompt_tokens: 1 } })),
      event({ ...chunk({ content: "x" }), id: "d" }),
      `event: error\n${event(chunk({ content: "x" }))}`,
      ": comment\n\n",
      "data: [DONE]\n\n",
      "",
    ];
    for (const last of behind) {
      const bytes = Buffer.from(`${run}${last}`);
      const reader = begun();
      expect(reader.runEnd!(bytes, 0)).toBe(0);
      reader.read(Buffer.from(event(chunk({ content: "known" }))));
      expect(bytes.toString("utf8", 0, reader.runEnd!(bytes, 0))).toBe(run);
      expect(reader.runEnd!(bytes, 1)).toBe(1);
      for (let end = 0; end < run.length; end++) {
        const cut = reader.runEnd!(bytes.subarray(0, end), 0);
        expect(
          texts.map((_, i) =>
            Buffer.byteLength(
              texts
                .slice(0, i)
                .map((content) => event(chunk({ content })))
                .join(""),
            ),
          ),
        ).toContain(cut);
      }
    }
  });

  test("is read where more stands around its data", () => {
    const reader = begun();
    for (const end of ["\r\n\r\n", "\nid: 1\n\n"]) {
      const bytes = Buffer.from(`data: ${JSON.stringify(chunk({ content: "Hi" }))}${end}`);
      reader.read(bytes);
      expect(reader.runEnd!(bytes, 0)).toBe(0);
    }
  });

  test("says nothing when it is a comment", () => {
    expect(relayed(Buffer.from(": keep-alive\n\n"))).toEqual(unread);
    expect(relayed(Buffer.from('event: ping\ndata: {"type":"ping"}\n\n'))).toEqual(unread);
  });
});
