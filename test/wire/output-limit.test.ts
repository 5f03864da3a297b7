import { countTokens } from "gpt-tokenizer/encoding/o200k_base";
import { describe, expect, test } from "vitest";
import { hello, only, served } from "./recorded.ts";

const limits = ({ max_tokens, max_completion_tokens }: Record<string, unknown>) => ({
  max_tokens,
  max_completion_tokens,
});
const older = (max_tokens: number) => ({ max_tokens, max_completion_tokens: undefined });
const newer = (max_completion_tokens: number) => ({ max_tokens: undefined, max_completion_tokens });
const none = { max_tokens: undefined, max_completion_tokens: undefined };

describe("exactly one output limit is sent", () => {
  test.each([
    [{ max_tokens: 90_000, max_completion_tokens: 10 }, 10],
    [{ max_tokens: 10, max_completion_tokens: 90_000 }, 100],
    [{ max_tokens: 10, max_completion_tokens: 40 }, 40],
    [{ max_tokens: 10, max_completion_tokens: null }, 10],
    [{ max_tokens: 90_000 }, 100],
    [{ max_completion_tokens: 90_000 }, 100],
    [{ max_tokens: null, max_completion_tokens: 90_000 }, 100],
    [{}, 100],
    [{ max_output_tokens: 90_000, maxTokens: 90_000 }, 100],
  ])("of a client that says %j and a route that says 100: %i, under the target's own name", async (said, sent) => {
    for (const [target, named] of [["own/model", older] as const, ["own/newer", newer] as const]) {
      const { wire } = await served(only(target, "max: { outputTokens: 100 }"));
      expect(limits((await wire({ ...hello, ...said })).body)).toEqual(named(sent));
    }
  });

  test("the model's own holds over what client and route allow", async () => {
    const { wire } = await served(only("own/small"));
    expect(limits((await wire({ ...hello, max_tokens: 30_000 })).body)).toEqual(older(1_000));
    expect(limits((await wire({ ...hello, max_completion_tokens: 300 })).body)).toEqual(older(300));
    const wide = await served(only("own/small", "max: { outputTokens: 5000 }"));
    expect(limits((await wide.wire(hello)).body)).toEqual(older(1_000));
  });

  test("the model's own holds where nobody says one, and none is sent where none is known", async () => {
    expect(limits((await (await served(only("own/small"))).wire(hello)).body)).toEqual(older(1_000));
    expect(limits((await (await served(only("own/model"))).wire(hello)).body)).toEqual(none);
  });

  test("the model's own is kept within what the input leaves of the context", async () => {
    const { wire } = await served(only("own/narrow"));
    expect(limits((await wire(hello)).body)).toEqual(older(4_000));
    const long = { ...hello, messages: [{ role: "user", content: "some words ".repeat(1_500) }] };
    const { max_tokens } = (await wire(long)).body;
    expect(max_tokens).toBeLessThan(2_100);
    expect(max_tokens).toBeGreaterThan(0);
    expect(limits((await wire({ ...long, max_tokens: 1_500 })).body)).toEqual(older(1_500));
  });

  describe("nobody's wish is kept within what the input leaves of the context, by whatever the target counts", () => {
    const text = "Every night the train to Vienna stops at seven stations. ".repeat(20);
    const content = [{ role: "user", content: text }];
    const counted = countTokens(JSON.stringify(content));
    const said = ({ max_tokens }: Record<string, unknown>) => Number(max_tokens);
    const format = {
      type: "json_schema",
      json_schema: { name: "a", schema: { description: "It says so. ".repeat(8) } },
    };
    const models = [
      "fourfold/m: { context: 4000, maxOutput: 4000, tokenFactor: 4 }",
      "messages/m: { context: 4000 }",
      "messages/large: { context: 4000, maxOutput: 4000 }",
    ];
    const overlay = `providers:
  fourfold: { dialect: openai, baseUrl: "http://fourfold.test/v1" }
  messages: { dialect: anthropic, baseUrl: "http://messages.test/v1" }
models:
${models.map((model) => `  ${model}`).join("\n")}
`;

    test.each<[string, string, string, number]>([
      ["a tokenizer that counts four times as much", "fourfold/m", "", 4 * counted],
      ["a limit of the route", "fourfold/m", "max: { inputTokens: 4000, outputTokens: 2500 }", 4 * counted],
      ["what the policy adds", "fourfold/m", `set: { response_format: ${JSON.stringify(format)} }`, 4 * (counted + 24)],
      ["a format that must have a limit", "messages/m", "", counted],
      ["a format that must have one, at a model with one", "messages/large", "", counted],
    ])("%s", async (_, target, more, input) => {
      const { wire } = await served({ ...only(target, more), overlay });
      const limit = said((await wire({ ...hello, messages: content })).body);
      expect(limit + input).toBeLessThanOrEqual(4_000);
      expect(limit).toBeGreaterThan(100);
      // What the client asks for is its own affair.
      expect(said((await wire({ ...hello, messages: content, max_tokens: 2_500 })).body)).toBe(2_500);
    });
  });

  test("what the policy fixes is the client's word, by whatever name", async () => {
    const { wire } = await served(only("own/newer", "set: { max_tokens: 50 }"));
    expect(limits((await wire({ ...hello, max_completion_tokens: 900 })).body)).toEqual(newer(50));
  });

  test("what the policy fixes for clients of Messages goes once where they pass", async () => {
    const target = "anthropic/claude-haiku-5-5";
    for (const name of ["max_tokens", "max_completion_tokens"]) {
      const { wire, sent } = await served(only(target, `set: { ${name}: 50 }`));
      await wire({ ...hello, max_tokens: 900 }, { path: "/v1/messages" });
      expect(sent.at(-1)!.text.match(/"max_(completion_)?tokens":\d+/g)).toEqual(['"max_tokens":50']);
    }
  });

  test("in another dialect too", async () => {
    const { wire } = await served(only("anthropic/claude-haiku-5-5", "max: { outputTokens: 100 }"));
    expect(limits((await wire({ ...hello, max_tokens: 90_000, max_completion_tokens: 500 })).body)).toEqual(older(100));
  });

  test("where a dialect must say one, and nobody does, it is within the context", async () => {
    const provider = "messages: { dialect: anthropic, baseUrl: http://messages.test/v1 }";
    const { wire } = await served({
      ...only("messages/tiny"),
      overlay: `providers: { ${provider} }\nmodels: { messages/tiny: { context: 3000 } }\n`,
    });
    const { max_tokens } = (await wire(hello)).body;
    expect(max_tokens).toBeLessThan(3_000 - countTokens(JSON.stringify(hello.messages)));
    expect(max_tokens).toBeGreaterThan(2_900);
  });
});

test("rules read the limit that is sent", async () => {
  const rule = `{ when: (r) => (r.maxOutputTokens ?? 0) > 1000, use: "own/small" }`;
  const { wire } = await served({
    ...only("own/model"),
    routes: `{ chat: { rules: [${rule}], otherwise: "own/model" } }`,
  });
  expect((await wire({ ...hello, max_tokens: 90_000, max_completion_tokens: 10 })).body.model).toBe("model");
  expect((await wire({ ...hello, max_tokens: 10, max_completion_tokens: 90_000 })).body.model).toBe("small");
});
