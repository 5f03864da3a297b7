/** Embeddings by every dialect that makes them, over the simulator, by the official client. */
import OpenAI from "openai";
import { describe, expect, test } from "vitest";
import { loadDialects } from "../../../../runtime/dialects/dialects.ts";
import { dialectNames } from "../../../../schemas/dialects.ts";
import { dialects } from "../../../../semantics/dialects/dialects.ts";
import { KEY, runtime, simulator } from "../../running.ts";

const makers = [
  { dialect: "azure-openai", model: "text-embedding-3-small", dimensions: 256, tokens: true },
  { dialect: "openai", model: "text-embedding-3-small", dimensions: 256, tokens: true },
  { dialect: "cohere", model: "embed-v4.0", dimensions: 512, tokens: false },
  { dialect: "gemini", model: "gemini-embedding-001", dimensions: 256, tokens: false },
  { dialect: "vertex", model: "gemini-embedding-001", dimensions: 256, tokens: false },
  { dialect: "ollama", model: "nomic-embed-text", dimensions: 256, tokens: false },
  { dialect: "bedrock-converse", model: "amazon.titan-embed-text-v2:0", dimensions: 256, tokens: false },
  { dialect: "bedrock-converse", model: "amazon.nova-2-multimodal-embeddings-v1:0", dimensions: 256, tokens: false },
  { dialect: "bedrock-converse", model: "cohere.embed-v4:0", dimensions: 512, tokens: false },
] as const;

test("those that say so make embeddings, and no other", async () => {
  const all = Object.entries(await loadDialects()).filter(([, dialect]) => dialect?.embeddings);
  expect(all.map(([name]) => name).sort()).toEqual(dialectNames.filter((name) => dialects[name].embeds).sort());
});

describe.each(makers)("$dialect, $model", ({ dialect, model, dimensions, tokens }) => {
  async function client(): Promise<OpenAI> {
    const { url } = await simulator({ dialect });
    const price = { input: 2, output: 0 };
    const targets = { [`one/${model}`]: { dialect, kind: "embedding" as const, price } };
    const gateway = await runtime({ targets, routes: { index: { use: [`one/${model}`] } } }, { one: url });
    return new OpenAI({ baseURL: `${gateway.url}/v1`, apiKey: KEY, maxRetries: 0 });
  }

  test("gives 110 texts their own vectors, in order, of the length that was asked for, and is billed by all", async () => {
    const official = await client();
    const input = Array.from({ length: 110 }, (_, i) => `text ${i} of many`);
    const { data, response } = await official.embeddings.create({ model: "index", input, dimensions }).withResponse();
    expect(data.data.map(({ index }) => index)).toEqual(input.map((_, i) => i));
    expect(new Set(data.data.map(({ embedding }) => embedding.length))).toEqual(new Set([dimensions]));
    for (const i of [0, 57, 109]) {
      const [alone] = (await official.embeddings.create({ model: "index", input: input[i]!, dimensions })).data;
      expect(data.data[i]?.embedding).toEqual(alone?.embedding);
    }
    expect(data.usage.prompt_tokens).toBeGreaterThan(110);
    expect(Number(response.headers.get("x-pointsman-cost-usd"))).toBeCloseTo((data.usage.prompt_tokens * 2) / 1e6, 6);
  });

  test("takes ids of tokens, or refuses them by name", async () => {
    const official = await client();
    const asked = official.embeddings.create({ model: "index", input: [[1, 2, 3], [4]], dimensions });
    const answer = await asked.catch((error: unknown) => error);
    if (tokens) expect(answer).toMatchObject({ data: [{ index: 0 }, { index: 1 }] });
    else expect(answer).toMatchObject({ status: 400, param: "input", code: "unsupported" });
  });
});
