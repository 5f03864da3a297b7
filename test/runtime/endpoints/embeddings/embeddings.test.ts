/** The official client, unmodified, over the gateway, to providers that answer well and otherwise. */
import OpenAI from "openai";
import { describe, expect, test } from "vitest";
import { ask, KEY, runtime, type TestRuntime } from "../../running.ts";
import type { TableSpec, TargetSpec } from "../../table-text.ts";
import { base64Of, inputsOf, type Made, obedient, vectorFor, vectors } from "./raw-provider.ts";

const price = { input: 0.5, output: 0 };
const one: TableSpec = {
  targets: { "one/e1": { dialect: "openai", kind: "embedding", price }, "one/c1": { dialect: "openai" } },
  routes: { index: { use: ["one/e1"] }, chat: { use: ["one/c1"] } },
};

async function over(made: Made, spec: TableSpec = one): Promise<{ client: OpenAI; gateway: TestRuntime } & Asked> {
  const provider = await vectors(made);
  const gateway = await runtime(spec, { one: provider.url });
  return { client: new OpenAI({ baseURL: `${gateway.url}/v1`, apiKey: KEY, maxRetries: 0 }), gateway, ...provider };
}
type Asked = Awaited<ReturnType<typeof vectors>>;

/** Floats are 32 bits on the way. */
const near = (vector: number[]) => vector.map((number) => Math.fround(number));
const embed = async (client: OpenAI, input: string | string[] | number[] | number[][], more: object = {}) =>
  client.embeddings.create({ model: "index", input, ...more });

describe("the official client", () => {
  test.each([undefined, "float", "base64"] as const)(
    "gets the vectors it asks for, encoding_format: %s",
    async (encoding) => {
      const { client, asked } = await over(obedient);
      const answer = await embed(client, ["ab", "xyz"], encoding ? { encoding_format: encoding } : {});
      const got = answer.data.map(({ embedding }) => embedding as unknown);
      const expected = [vectorFor("ab"), vectorFor("xyz")];
      expect(got).toEqual(encoding === "base64" ? expected.map(base64Of) : expected.map(near));
      expect(answer).toMatchObject({ object: "list", usage: { prompt_tokens: 5, total_tokens: 5 } });
      expect(answer.data.map(({ index, object }) => [index, object])).toEqual([
        [0, "embedding"],
        [1, "embedding"],
      ]);
      expect(asked[0]).toMatchObject({ model: "e1", input: ["ab", "xyz"] });
    },
  );

  test.each([
    ["a text", "hello"],
    ["a list of texts", ["hello", "you"]],
    ["a list of tokens", [7, 8, 9]],
    ["several lists of tokens", [[7, 8], [9]]],
  ])("may send %s, which goes out as it came", async (_, input) => {
    const { client, asked } = await over(obedient);
    const answer = await embed(client, input);
    expect(asked[0]?.input).toEqual(input);
    expect(answer.data.map(({ embedding }) => embedding)).toEqual(
      inputsOf({ model: "", input }).map(vectorFor).map(near),
    );
  });

  test("asks for a length, and gets vectors of no other", async () => {
    const { client, asked } = await over(obedient);
    const answer = await embed(client, "ab", { dimensions: 2, user: "u1" });
    expect(asked[0]).toMatchObject({ dimensions: 2, user: "u1" });
    expect(answer.data[0]?.embedding).toHaveLength(2);
    const refused = await embed(client, "ab", { dimensions: 3 }).catch((error: unknown) => error);
    expect(refused).toMatchObject({ status: 502, code: "upstream_malformed" });
  });
});

test("the client's own bytes go out, with the name of the model in place of the route's", async () => {
  const { gateway, raw } = await over(obedient);
  await ask(gateway, { path: "/v1/embeddings", body: '{ "input" : ["\\u00e9 1.50"] , "model":"index" }' });
  expect(raw[0]).toContain('"input" : ["\\u00e9 1.50"]');
  expect(JSON.parse(raw[0]!)).toEqual({ model: "e1", input: ["é 1.50"] });
});

const mended: [string, (body: { data: { index?: number; embedding: unknown }[] }) => object][] = [
  [
    "numbers though base64 was asked for",
    (body) => ({ ...body, data: body.data.map((d, i) => ({ ...d, embedding: vectorFor(["ab", "xyz"][i]!) })) }),
  ],
  [
    "base64 though numbers were asked for",
    (body) => ({
      ...body,
      data: body.data.map((d, i) => ({ ...d, embedding: base64Of(vectorFor(["ab", "xyz"][i]!)) })),
    }),
  ],
  ["the vectors in another order", (body) => ({ ...body, data: body.data.toReversed() })],
  [
    "no indexes, and no names of objects",
    ({ data }) => ({
      data: data.map(({ embedding }) => ({ embedding })),
      usage: { prompt_tokens: 5, total_tokens: 5 },
    }),
  ],
  ["a total of tokens alone", (body) => ({ ...body, usage: { total_tokens: 5 } })],
];

describe.each(mended)("an answer with %s", (_, change) => {
  test.each(["float", "base64"] as const)("reaches the client whole and in order: %s", async (encoding) => {
    const { client, gateway } = await over((asked) => ({ body: change(obedient(asked).body as never) }));
    const answer = await embed(client, ["ab", "xyz"], { encoding_format: encoding });
    const expected = [vectorFor("ab"), vectorFor("xyz")];
    const got = answer.data.map(({ embedding }) => embedding as unknown);
    expect(got).toEqual(encoding === "base64" ? expected.map(base64Of) : expected.map(near));
    expect(answer.data.map(({ index, object }) => [index, object])).toEqual([
      [0, "embedding"],
      [1, "embedding"],
    ]);
    expect(answer).toMatchObject({ object: "list", usage: { prompt_tokens: 5, total_tokens: 5 } });
    expect(gateway.log.at(-1)).toMatchObject({ inputTokens: 5, costUsd: 0.0000025 });
  });
});

describe("more inputs than one request may have", () => {
  const cut: TableSpec = {
    targets: { "one/e1": { dialect: "openai", kind: "embedding", price, batch: 64 } },
    routes: { index: { use: ["one/e1"] } },
  };
  const texts = Array.from({ length: 300 }, (_, i) => String.fromCodePoint(65 + (i % 60)).repeat(1 + (i % 17)));

  test("are sent in parts, and come back as one answer in their order, billed as one", async () => {
    const { client, asked, gateway } = await over(obedient, cut);
    const { data, response } = await client.embeddings.create({ model: "index", input: texts }).withResponse();
    expect(data.data.map(({ embedding }) => embedding)).toEqual(texts.map(vectorFor).map(near));
    expect(data.data.map(({ index }) => index)).toEqual(texts.map((_, i) => i));
    expect(asked.map((part) => inputsOf(part).length).sort()).toEqual([44, 64, 64, 64, 64]);
    const tokens = texts.reduce((sum, { length }) => sum + length, 0);
    expect(data.usage).toEqual({ prompt_tokens: tokens, total_tokens: tokens });
    expect(Number(response.headers.get("x-pointsman-cost-usd"))).toBeCloseTo((tokens * 0.5) / 1e6, 9);
    expect(gateway.log.at(-1)).toMatchObject({ inputTokens: tokens, attempts: [{ target: "one/e1" }] });
  });

  test("fail as one when a part fails, and the next target answers all of them", async () => {
    const broken = await vectors((asked) =>
      inputsOf(asked).includes(texts[150]!) ? { status: 500, body: { error: { message: "no" } } } : obedient(asked),
    );
    const well = await vectors(obedient);
    const spec: TableSpec = {
      targets: {
        "one/e1": { dialect: "openai", kind: "embedding", price, batch: 64 },
        "two/e1": { dialect: "openai", kind: "embedding", price },
      },
      routes: { index: { use: ["one/e1", "two/e1"] } },
    };
    const gateway = await runtime(spec, { one: broken.url, two: well.url });
    const client = new OpenAI({ baseURL: `${gateway.url}/v1`, apiKey: KEY, maxRetries: 0 });
    const { data, response } = await client.embeddings.create({ model: "index", input: texts }).withResponse();
    expect(response.headers.get("x-pointsman-target")).toBe("two/e1");
    expect(response.headers.get("x-pointsman-attempts")).toBe("2");
    expect(data.data.map(({ embedding }) => embedding)).toEqual(texts.map(vectorFor).map(near));
    expect(well.asked).toHaveLength(1);
  });
});

test("a usage that the provider does not say is estimated, and told as such", async () => {
  const { gateway } = await over((asked) => ({ body: { ...obedient(asked).body, usage: undefined } }));
  const reply = await ask(gateway, { path: "/v1/embeddings", body: { model: "index", input: "one two three four" } });
  expect(reply.headers["x-pointsman-usage"]).toBe("estimated");
  const { usage } = reply.json as unknown as { usage: { prompt_tokens: number } };
  expect(usage.prompt_tokens).toBeGreaterThanOrEqual(4);
  expect(usage.prompt_tokens).toBeLessThanOrEqual(6);
  expect(gateway.log.at(-1)).toMatchObject({ inputTokens: usage.prompt_tokens, estimated: true });
});

const unreadable: [string, object][] = [
  ["too few vectors", { data: [{ embedding: [1, 2] }] }],
  ["vectors of two lengths", { data: [{ embedding: [1, 2] }, { embedding: [1] }] }],
  [
    "an index twice",
    {
      data: [
        { index: 0, embedding: [1, 2] },
        { index: 0, embedding: [1, 2] },
      ],
    },
  ],
  ["a word where a vector should be", { data: [{ embedding: [1, "2"] }, { embedding: [1, 2] }] }],
  ["an empty vector", { data: [{ embedding: [] }, { embedding: [] }] }],
  ["base64 that ends within a number", { data: [{ embedding: "AAAAAAA=" }, { embedding: "AAAAAAA=" }] }],
  ["no list", { data: {} }],
  ["an error with status 200", { error: { message: "no", type: "server_error" } }],
];

test.each(unreadable)("an answer with %s is none: the next target is asked", async (_, body) => {
  const bad = await vectors(() => ({ body }));
  const well = await vectors(obedient);
  const targets = {
    "one/e1": { dialect: "openai", kind: "embedding" },
    "two/e1": { dialect: "openai", kind: "embedding" },
  } as const;
  const gateway = await runtime(
    { targets, routes: { index: { use: ["one/e1", "two/e1"] } } },
    { one: bad.url, two: well.url },
  );
  const reply = await ask(gateway, { path: "/v1/embeddings", body: { model: "index", input: ["ab", "xyz"] } });
  expect(reply.status).toBe(200);
  expect(reply.headers["x-pointsman-target"]).toBe("two/e1");
});

describe("a length that a model cannot be asked for", () => {
  const fixed: TargetSpec = { dialect: "openai", kind: "embedding", dims: 2, parameters: { drop: ["dimensions"] } };
  test("is not left out: the next target is asked, or the request is refused by name", async () => {
    const first = await vectors(obedient);
    const second = await vectors((asked) => ({
      body: { data: [{ index: 0, embedding: Array(Number(asked.dimensions)).fill(1) }] },
    }));
    const spec: TableSpec = {
      targets: { "one/e1": fixed, "two/e1": { dialect: "openai", kind: "embedding" } },
      routes: { both: { use: ["one/e1", "two/e1"] }, index: { use: ["one/e1"] } },
    };
    const gateway = await runtime(spec, { one: first.url, two: second.url });
    const post = (model: string, dimensions: number) =>
      ask(gateway, { path: "/v1/embeddings", body: { model, input: "ab", dimensions } });
    expect((await post("both", 5)).headers["x-pointsman-target"]).toBe("two/e1");
    const { status, json } = await post("index", 5);
    expect([status, json.error?.param, json.error?.code]).toEqual([400, "dimensions", "unsupported"]);
    expect(first.asked).toHaveLength(0);
    expect((await post("index", 2)).status).toBe(200);
    expect(first.asked[0]).toEqual({ model: "e1", input: "ab" });
  });
});

describe("a request for what its route is not for", () => {
  test("is refused by name, and reaches no provider", async () => {
    const { gateway, asked } = await over(obedient);
    const chat = await ask(gateway, { body: { model: "index", messages: [{ role: "user", content: "Hello" }] } });
    expect([chat.status, chat.json.error?.param, chat.json.error?.code]).toEqual([400, "model", "unsupported"]);
    expect(chat.json.error?.message).toContain("/v1/embeddings");
    const vector = await ask(gateway, { path: "/v1/embeddings", body: { model: "chat", input: "Hello" } });
    expect([vector.status, vector.json.error?.param, vector.json.error?.code]).toEqual([400, "model", "unsupported"]);
    expect(asked).toHaveLength(0);
  });

  test("in a route for both only the targets for it are asked", async () => {
    const made = await vectors(obedient);
    const targets = { "two/c1": { dialect: "openai" }, "one/e1": { dialect: "openai", kind: "embedding" } } as const;
    const gateway = await runtime(
      { targets, routes: { both: { use: ["two/c1", "one/e1"] } } },
      { one: made.url, two: "http://127.0.0.1:1" },
    );
    const reply = await ask(gateway, { path: "/v1/embeddings", body: { model: "both", input: "ab" } });
    expect([reply.status, reply.headers["x-pointsman-attempts"]]).toEqual([200, "1"]);
  });
});
