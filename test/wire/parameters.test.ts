import { describe, expect, test } from "vitest";
import { type ChatParameterName, chatParameters } from "../../schemas/parameters/chat.ts";
import { hello, only, overlay, served } from "./recorded.ts";

const CLAUDE = "anthropic/claude-haiku-5-5";

/** A value that each parameter may have; those that the gateway says itself, and those that cost more, apart. */
const values: Partial<Record<ChatParameterName, unknown>> = {
  tools: [{ type: "function", function: { name: "f", parameters: { type: "object", properties: {} } } }],
  tool_choice: "auto",
  parallel_tool_calls: false,
  functions: [{ name: "f", parameters: { type: "object" } }],
  function_call: "auto",
  response_format: { type: "json_object" },
  prediction: { type: "content", content: "Hi" },
  n: 2,
  modalities: ["text"],
  audio: { voice: "ash", format: "wav" },
  temperature: 0.5,
  top_p: 0.5,
  presence_penalty: 0.5,
  frequency_penalty: 0.5,
  logit_bias: { "50256": -100 },
  logprobs: true,
  top_logprobs: 2,
  seed: 7,
  stop: ["x"],
  reasoning_effort: "low",
  verbosity: "low",
  moderation: { model: "m" },
  store: true,
  metadata: { ticket: "7" },
  user: "u",
  safety_identifier: "s",
  prompt_cache_key: "k",
  prompt_cache_retention: "24h",
  prompt_cache_options: { mode: "implicit" },
};
const saidByGateway = ["model", "messages", "stream", "stream_options", "max_completion_tokens"];
const priced = ["service_tier", "web_search_options"];

describe("what is on the list", () => {
  test("is sent as it came to a target of the client's dialect", async () => {
    const { wire } = await served(only("own/model"));
    for (const [name, value] of Object.entries(values)) {
      const { body, reply } = await wire({ ...hello, [name]: value });
      expect(body).toEqual({ ...hello, model: "model", [name]: value });
      expect(reply.headers["x-pointsman-dropped"], name).toBeUndefined();
    }
  });

  test("is tried here whole", () => {
    const tried = [...Object.keys(values), ...saidByGateway, ...priced];
    expect(tried.sort()).toEqual(Object.keys(chatParameters).sort());
  });

  test("reaches another dialect, or is named as left out, or is refused: nothing is lost without a word", async () => {
    const { ask, sent } = await served(only(CLAUDE));
    const plain = (await ask(hello)) && sent.pop()!.body;
    const silent: string[] = [];
    for (const [name, value] of Object.entries(values)) {
      const reply = await ask({ ...hello, [name]: value });
      const body = sent.pop()?.body;
      const isNamed = reply.headers["x-pointsman-dropped"] === name;
      const isSaid = body !== undefined && JSON.stringify(body) !== JSON.stringify(plain);
      if (reply.status === 200 ? isNamed === isSaid : body !== undefined) silent.push(name);
    }
    // What these say is so without them: no tool could be called, and answers are text.
    expect(silent).toEqual(["tool_choice", "parallel_tool_calls", "modalities"]);
  });

  test.each([
    ["n", 129],
    ["n", 0],
    ["n", 1.5],
    ["n", "2"],
    ["temperature", 2.1],
    ["top_p", -0.1],
    ["presence_penalty", 3],
    ["top_logprobs", 21],
    ["logit_bias", []],
    ["reasoning_effort", "hard"],
    ["verbosity", "loud"],
    ["service_tier", 1],
    ["store", "yes"],
    ["stop", ["a", 1]],
    ["metadata", "x"],
    ["user", "u".repeat(2_000)],
    ["modalities", ["smell"]],
    ["max_tokens", 0],
    ["max_completion_tokens", "9"],
  ])("%s is refused when it is %j, by its name", async (name, value) => {
    const { ask, sent } = await served(only("own/model"));
    const reply = await ask({ ...hello, [name]: value });
    expect(reply.status).toBe(400);
    expect(reply.json.error?.param).toMatch(new RegExp(`^${name}`));
    expect(sent).toEqual([]);
  });

  test("null is as if it were not there", async () => {
    const { wire } = await served(only("own/model"));
    const nulls = Object.fromEntries(Object.keys(values).map((name) => [name, null]));
    const { body, reply } = await wire({ ...nulls, service_tier: null, max_tokens: null, ...hello });
    expect(body).toEqual({ ...hello, model: "model" });
    expect(reply.headers["x-pointsman-dropped"]).toBeUndefined();
  });
});

describe("what is not on the list", () => {
  const foreign = {
    models: ["dear/model"],
    route: "fallback",
    provider: { order: ["dear"] },
    plugins: [{ id: "web" }],
    preset: "p",
    transforms: ["middle-out"],
    extra_body: { n: 9 },
    best_of: 9,
    max_output_tokens: 90_000,
    maxTokens: 90_000,
    n_predict: 90_000,
    thing: { any: 1 },
    flag: false,
    __proto__x: 1,
  };

  test.each(["own/model", "agg/ok", CLAUDE])("is not sent to %s, and named", async (target) => {
    const { wire } = await served(only(target));
    const plain = await wire(hello);
    const { body, reply } = await wire({ ...foreign, ...hello });
    expect(body).toEqual(plain.body);
    expect(String(reply.headers["x-pointsman-dropped"]).split(", ").sort()).toEqual(Object.keys(foreign).sort());
  });

  test("is named up to a bound, however much of it there is", async () => {
    const { wire } = await served(only("own/model"));
    const many = Object.fromEntries(Array.from({ length: 900 }, (_, i) => [`x${i}${"y".repeat(100)}`, i]));
    const { body, reply } = await wire({ ...hello, ...many });
    expect(Object.keys(body)).toEqual(["model", "messages"]);
    const named = String(reply.headers["x-pointsman-dropped"]);
    expect(named.length).toBeLessThan(2_000);
  });

  test("an own member of the name __proto__ neither is sent nor changes what is read", async () => {
    const { wire } = await served(only("own/model"));
    const text = JSON.stringify(hello).replace("{", '{"__proto__":{"n":9,"stream":true},');
    const sent = await wire(text);
    expect(sent.body).toEqual({ ...hello, model: "model" });
  });
});

describe("what the policy fixes", () => {
  test("replaces what the client says, also one answer for many", async () => {
    const { wire } = await served(only("own/model", "set: { n: 1, temperature: 0.2, store: false }"));
    const { body } = await wire({ ...hello, n: 100, temperature: 1, store: true });
    expect(body).toEqual({ ...hello, model: "model", n: 1, temperature: 0.2, store: false });
  });

  test("counts as input: a schema of the policy's is part of what the route takes", async () => {
    const properties = Array.from({ length: 400 }, (_, i) => `field_number_${i}: { type: "string" }`).join(", ");
    const schema = `{ type: "object", properties: { ${properties} } }`;
    const format = `{ type: "json_schema", json_schema: { name: "s", schema: ${schema} } }`;
    const max = "max: { inputTokens: 1000, outputTokens: 1000 }";
    const { ask, sent } = await served(only("own/model", `${max}, set: { response_format: ${format} }`));
    const reply = await ask(hello);
    expect(reply.status).toBe(400);
    expect(reply.json.error?.code).toBe("context_length_exceeded");
    expect(sent).toEqual([]);
  });
});

describe("a service tier", () => {
  test("is sent where its price is known, and billed so", async () => {
    const { wire } = await served(only("own/tiers"));
    const { body, reply } = await wire({ ...hello, service_tier: "priority" });
    expect(body.service_tier).toBe("priority");
    expect(reply.headers["x-pointsman-price-input"]).toBe("2");
    expect(reply.headers["x-pointsman-cost-usd"]).toBe("0.0024");
  });

  test.each([
    ["own/model", "priority"],
    ["own/tiers", "flex"],
    ["own/model", "default"],
    [CLAUDE, "priority"],
    ["anthropic/claude-opus-5-5", "fast"],
  ])("is left out at %s, which has no price for %s, and the usual price holds", async (target, tier) => {
    const { wire } = await served(only(target));
    const usual = await wire(hello);
    const { body, reply } = await wire({ ...hello, service_tier: tier });
    expect(body).toEqual(usual.body);
    expect(reply.headers["x-pointsman-dropped"]).toBe("service_tier");
    expect(reply.headers["x-pointsman-cost-usd"]).toBe(usual.reply.headers["x-pointsman-cost-usd"]);
  });

  test("that is the usual one is sent where tiers are known", async () => {
    const { wire } = await served(only("own/tiers"));
    for (const tier of ["auto", "default"]) {
      expect((await wire({ ...hello, service_tier: tier })).body.service_tier).toBe(tier);
    }
  });
});

test("a search of the web is left out where its fee is unknown", async () => {
  const { wire } = await served(only("own/model"));
  const { body, reply } = await wire({ ...hello, web_search_options: { search_context_size: "high" } });
  expect(body.web_search_options).toBeUndefined();
  expect(reply.headers["x-pointsman-dropped"]).toBe("web_search_options");
});

test("a chain tells each target its own", async () => {
  const { wire } = await served({ routes: `{ chat: { otherwise: chain("own/tiers", "own/model") } }`, overlay });
  expect((await wire({ ...hello, service_tier: "priority" })).body.service_tier).toBe("priority");
});
