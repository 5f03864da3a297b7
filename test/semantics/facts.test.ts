import { describe, expect, test } from "vitest";
import { facts as factSpecs } from "../../schemas/facts.ts";
import type { ChatFacts } from "../../semantics/facts/chat-said.ts";
import type { FactValue } from "../../semantics/facts/facts.ts";
import { factNames, readerOf } from "../../semantics/facts/readers.ts";
import { factsOf } from "../runtime/table/tables.ts";

type Body = ChatFacts["body"];

function read(fact: string, change: Partial<ChatFacts>, argument = ""): FactValue {
  return readerOf(fact)!.read(factsOf(change), argument);
}

const inBody = (fact: string, ...bodies: Body[]): FactValue[] => bodies.map((body) => read(fact, { body }));
const image = { type: "image_url", image_url: { url: "data:image/png;base64,AAAA" } };

test("costly facts are those that the list of facts calls so", () => {
  for (const [name, { cost }] of Object.entries(factSpecs)) {
    const reader = readerOf(name === "text" ? "text.includes" : name.replace("*", "some-name"));
    expect(reader?.costly ?? false, name).toBe(cost > 0);
  }
});

test("what is no fact has no reader", () => {
  for (const name of ["text", "toString", "", "metadata", "needs"]) expect(readerOf(name)).toBeUndefined();
});

test("the model and the stream are read as they are written", () => {
  expect(inBody("model", { model: "main" }, { model: 3 }, {})).toEqual(["main", undefined, undefined]);
  expect(inBody("stream", { stream: true }, { stream: "true" }, { stream: null }, {})).toEqual([
    true,
    false,
    false,
    false,
  ]);
});

test("the newer of both names of the output limit counts, and only whole numbers do", () => {
  const bodies = [
    { max_tokens: 5 },
    { max_tokens: 5, max_completion_tokens: 6 },
    { max_completion_tokens: null, max_tokens: 7 },
  ];
  expect(inBody("maxOutputTokens", ...bodies)).toEqual([5, 6, 7]);
  const odd = [{}, { max_tokens: 1.5 }, { max_tokens: "5" }, { max_tokens: JSON.parse("1e999") as number }];
  expect(inBody("maxOutputTokens", ...odd)).toEqual([undefined, undefined, undefined, undefined]);
});

test("messages, turns, tools and images are counted", () => {
  const user = { role: "user", content: [image, { type: "text", text: "a" }, image] };
  const body = { messages: [{ role: "system", content: "a" }, user, { role: "assistant" }, user], tools: [{}, {}] };
  expect(["messages", "turns", "tools", "images"].map((fact) => read(fact, { body }))).toEqual([4, 2, 2, 4]);
});

test("needs are read from what is offered, asked for and already said", () => {
  const message = (fields: object): Body => ({ messages: [{ role: "assistant", ...fields }] });
  expect(inBody("needs.tools", { tools: [{}] }, message({ tool_calls: [{}] }), { tools: [] })).toEqual([
    true,
    true,
    false,
  ]);
  expect(inBody("needs.vision", message({ content: [image] }), message({ content: "image_url" }))).toEqual([
    true,
    false,
  ]);
  expect(inBody("needs.audio", message({ content: [{ type: "input_audio" }] }), { modalities: ["audio"] }, {})).toEqual(
    [true, true, false],
  );
  expect(inBody("needs.pdf", message({ content: [{ type: "file" }] }), {})).toEqual([true, false]);
  const formats = ["json_schema", "json_object", "text"].map((type) => ({ response_format: { type } }));
  expect(inBody("needs.jsonSchema", ...formats)).toEqual([true, false, false]);
  expect(inBody("needs.jsonMode", ...formats)).toEqual([false, true, false]);
  expect(inBody("needs.reasoning", { reasoning_effort: "low" }, { reasoning_effort: "none" }, {})).toEqual([
    true,
    false,
    false,
  ]);
});

test("the last user text is that of the last message by the user, its parts on lines of their own", () => {
  const part = (text: string) => ({ type: "text", text });
  const messages = [
    { role: "user", content: "first" },
    { role: "user", content: [part("second"), image, part("third")] },
    { role: "assistant", content: "last" },
  ];
  const asked = ["first", "second\nthird", "last"].map((text) => read("text.includes", { body: { messages } }, text));
  expect(asked).toEqual([false, true, false]);
  expect(read("hasCode", { body: { messages: [{ role: "user", content: "```" }] } })).toBe(true);
});

test("the caller is read from the key and the metadata, without what every object has", () => {
  const key = { id: "k", team: "red", tags: ["a"] };
  expect(["key.id", "key.team", "key.env"].map((fact) => read(fact, { key }))).toEqual(["k", "red", undefined]);
  expect(["a", "b"].map((tag) => read("key.tags", { key }, tag))).toEqual([true, false]);
  expect(
    ["team", "constructor", "a.b"].map((name) => read(`metadata.${name}`, { metadata: { team: "x", "a.b": "y" } })),
  ).toEqual(["x", undefined, "y"]);
});

test("the clock is UTC", () => {
  const now = new Date("2026-11-20T23:59:59-05:00");
  expect([read("hour", { now }), read("weekday", { now })]).toEqual([4, "sat"]);
});

describe("on a body that nobody checked", () => {
  const odd: unknown[] = [
    null,
    3,
    "text",
    true,
    [],
    {},
    [null],
    [[]],
    [3],
    [{}],
    { length: 2 },
    [{ type: null }],
    [{ function: 3 }],
  ];
  const bodies: Body[] = odd.flatMap((value): Body[] => [
    { messages: value, tools: value, response_format: value, modalities: value, max_tokens: value, model: value },
    { messages: [{ role: "user", content: value, tool_calls: value }], reasoning_effort: value, stream: value },
    { messages: [{ role: value, content: [{ type: "text", text: value }] }] },
  ]);
  const nested = "[".repeat(100_000) + "]".repeat(100_000);
  bodies.push({ tools: JSON.parse(nested) as unknown, messages: JSON.parse(nested) as unknown });

  test.each([...factNames])("%s is read without a throw, as a value of its type or as missing", (fact) => {
    const expected = {
      number: "number",
      tags: "boolean",
      text: "boolean",
      boolean: "boolean",
      enum: "string",
      string: "string",
    };
    const [of = "", method] = fact.split(/\.(?=includes|startsWith|endsWith|matches)/);
    const spec = factSpecs[of as keyof typeof factSpecs];
    const argument = method === "matches" ? "/a/" : "a";
    for (const body of bodies) {
      const value = readerOf(fact, argument)!.read(factsOf({ body }), argument);
      if (value !== undefined) expect(typeof value).toBe(method ? "boolean" : expected[spec.type.kind]);
      else expect(spec.missing !== undefined || fact === "model").toBe(true);
      expect(value).not.toBeNaN();
    }
  });
});
