/** From a policy to vectors: what is compiled is what is served. */
import OpenAI from "openai";
import { expect, test } from "vitest";
import { startRuntime } from "../../../../runtime/main.ts";
import { runtimeFeatures } from "../../../../semantics/runtime-features.ts";
import { compileFiles } from "../../../compiler/in-memory.ts";
import { ask, KEY, keyRecord, simulator } from "../../running.ts";

const policy = `import { chain, policy } from "pointsman";

export default policy({
  routes: {
    chat: { otherwise: "openai/gpt-5.4-mini" },
    index: {
      rules: [{ when: (r) => r.inputTokens > 5_000, use: { reject: 400, message: "Send less." } }],
      otherwise: chain("openai/text-embedding-3-small", "cohere/embed-v4.0"),
    },
    ada: { otherwise: "openai/text-embedding-ada-002" },
  },
});
`;
const sound = policy.replace(/chain\((.*), .*\)/, "$1").replace("chain, ", "");

test("a policy that mixes vectors does not compile; one that does not is served at the prices of its table", async () => {
  const mixed = compileFiles({ "routes.ts": policy }, { runtime: runtimeFeatures });
  expect(mixed.diagnostics.map(({ code }) => code)).toEqual(["chain/other-vectors"]);
  expect(mixed.table).toBeUndefined();

  const { table } = compileFiles({ "routes.ts": sound }, { runtime: runtimeFeatures });
  const { url } = await simulator();
  const ports = { port: 0, operatorPort: 0, env: {} };
  const gateway = await startRuntime({ table: table!.text, ...ports, keys: [keyRecord], standIns: { openai: url } });
  try {
    const client = new OpenAI({ baseURL: `${gateway.url}/v1`, apiKey: KEY, maxRetries: 0 });
    expect((await client.models.list()).data.map(({ id }) => id).sort()).toEqual(["ada", "chat", "index"]);
    const asked = client.embeddings.create({ model: "index", input: ["red", "green"], dimensions: 64 });
    const { data, response } = await asked.withResponse();
    expect(data.data.map(({ embedding }) => embedding.length)).toEqual([64, 64]);
    const cost = Number(response.headers.get("x-pointsman-cost-usd"));
    expect(cost).toBeCloseTo((data.usage.prompt_tokens * 0.02) / 1e6, 9);
    expect(response.headers.get("x-pointsman-target")).toBe("openai/text-embedding-3-small");
    const long = await ask(gateway, { path: "/v1/embeddings", body: { model: "index", input: "word ".repeat(6_000) } });
    expect([long.status, long.json.error?.code]).toEqual([400, "rejected_by_policy"]);
    const fixed = await ask(gateway, { path: "/v1/embeddings", body: { model: "ada", input: "a", dimensions: 64 } });
    expect([fixed.status, fixed.json.error?.param]).toEqual([400, "dimensions"]);
  } finally {
    await gateway.close();
  }
});
