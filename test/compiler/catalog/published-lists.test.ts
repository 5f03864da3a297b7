import { describe, expect, test } from "vitest";
import { readLitellm } from "../../../compiler/catalog/litellm.ts";
import { readModelsDev } from "../../../compiler/catalog/models-dev.ts";
import { PublishedError } from "../../../compiler/catalog/published.ts";

describe("models.dev's list", () => {
  const model = {
    id: "anvil-3",
    tool_call: true,
    reasoning: false,
    temperature: true,
    structured_output: true,
    knowledge: "2026-05",
    release_date: "2026-09-01",
    modalities: { input: ["text", "image"], output: ["text"] },
    open_weights: false,
    cost: { input: 1.5, output: 6, cache_read: 0.15, context_over_200k: { input: 3, output: 9 } },
    limit: { context: 400_000, input: 272_000, output: 128_000 },
    status: "deprecated",
  };

  test("gives limits, prices, capabilities and dates in our words", () => {
    expect(readModelsDev({ acme: { models: { "anvil-3": model } } })).toEqual([
      {
        provider: "acme",
        id: "anvil-3",
        facts: {
          status: "deprecated",
          context: 400_000,
          maxInput: 272_000,
          maxOutput: 128_000,
          modalities: { in: ["text", "image"], out: ["text"] },
          caps: {
            tools: true,
            jsonSchema: true,
            reasoning: false,
            vision: true,
            audioIn: false,
            pdf: false,
            temperature: true,
          },
          price: { input: 1.5, output: 6, cacheRead: 0.15, tiers: [{ above: 200_000, input: 3, output: 9 }] },
          releaseDate: "2026-09-01",
          knowledgeCutoff: "2026-05",
          openWeights: false,
        },
      },
    ]);
  });

  test("may leave out everything, or hold nonsense: that is not said", () => {
    const odd = { cost: { input: -1, output: "2" }, limit: { context: 0 }, tool_call: { supported: true } };
    const [found] = readModelsDev({ acme: { models: { a: odd, b: null } }, other: 3 });
    expect(found).toEqual({ provider: "acme", id: "a", facts: { caps: { tools: true } } });
  });

  test.each([[[]], ["x"], [null], [{}], [{ a: { b: 1 } }]])("%j is not one", (data) => {
    expect(() => readModelsDev(data)).toThrow(PublishedError);
  });
});

describe("LiteLLM's list", () => {
  const entry = {
    litellm_provider: "acme_ai",
    mode: "chat",
    max_tokens: 4096,
    max_input_tokens: 128_000,
    max_output_tokens: 4096,
    input_cost_per_token: 2.5e-6,
    output_cost_per_token: 1e-5,
    cache_read_input_token_cost: 1.25e-6,
    input_cost_per_token_above_200k_tokens: 5e-6,
    output_cost_per_token_above_200k_tokens: 1.5e-5,
    supports_function_calling: true,
    deprecation_date: "2027-05-31",
  };

  test("is per token, and per million tokens with us", () => {
    expect(readLitellm({ "acme_ai/anvil-3": entry })).toEqual([
      {
        provider: "acme_ai",
        id: "anvil-3",
        facts: {
          kind: "chat",
          context: 128_000,
          maxOutput: 4096,
          caps: { tools: true },
          price: { input: 2.5, output: 10, cacheRead: 1.25, tiers: [{ above: 200_000, input: 5, output: 15 }] },
          retiresOn: "2027-05-31",
        },
      },
    ]);
  });

  test("has keys with and without the provider, and models that are none of ours", () => {
    const list = {
      sample_spec: { mode: "one of: chat, embedding" },
      "anvil-3": entry,
      "acme/other/x": { ...entry, litellm_provider: "acme-chat_models", mode: "embedding", output_vector_size: 8 },
      "meta/y": entry,
      painter: { ...entry, mode: "image_generation" },
    };
    expect(readLitellm(list).map(({ id, facts }) => `${id} ${facts.kind} ${facts.dims ?? ""}`.trim())).toEqual([
      "anvil-3 chat",
      "other/x embedding 8",
      "meta/y chat",
    ]);
  });

  test.each([[[]], [{}], [{ acme: { models: {} } }]])("%j is not one", (data) => {
    expect(() => readLitellm(data)).toThrow(PublishedError);
  });
});
