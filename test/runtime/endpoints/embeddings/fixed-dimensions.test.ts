/** The length of vectors that a policy fixes, as it is sent, and as the official client gets it. */
import OpenAI from "openai";
import { expect, onTestFinished, test } from "vitest";
import { startRuntime } from "../../../../runtime/main.ts";
import { runtimeFeatures } from "../../../../semantics/runtime-features.ts";
import { compileFiles } from "../../../compiler/in-memory.ts";
import { KEY, keyRecord } from "../../running.ts";
import { inputsOf, type Made, vectors } from "./raw-provider.ts";

const inYaml = `metadata: { index: [short, long] }
routes:
  index:
    rules: [{ when: r.metadata.index === "short", use: openai/text-embedding-3-small, set: { dimensions: 64 } }]
    otherwise: openai/text-embedding-3-small
    set: { dimensions: 256 }
  renamed: { otherwise: mistral/codestral-embed-2505, set: { dimensions: 256 } }
  own: { otherwise: openai/text-embedding-ada-002, set: { dimensions: 1536 } }
  free: { otherwise: openai/text-embedding-3-small }
`;

const inTypescript = `import { policy } from "pointsman";
const small = "openai/text-embedding-3-small";
export default policy({
  metadata: { index: ["short", "long"] },
  routes: {
    index: {
      rules: [{ when: (r) => r.metadata.index === "short", use: small, set: { dimensions: 64 } }],
      otherwise: small,
      set: { dimensions: 256 },
    },
    renamed: { otherwise: "mistral/codestral-embed-2505", set: { dimensions: 256 } },
    own: { otherwise: "openai/text-embedding-ada-002", set: { dimensions: 1536 } },
    free: { otherwise: small },
  },
});
`;

/** As many numbers as are asked for, under either name; else those of a model of 1,536. */
const sized: Made = (asked) => {
  const length = Number(asked.dimensions ?? asked.output_dimension ?? 1_536);
  const embedding = Array.from({ length }, (_, i) => i / 4_096);
  const data = inputsOf(asked).map((_, index) => ({ object: "embedding", index, embedding }));
  return { body: { object: "list", data, model: asked.model, usage: { prompt_tokens: 3, total_tokens: 3 } } };
};

async function served(name: string, policy: string) {
  const { table, diagnostics } = compileFiles({ [name]: policy }, { runtime: runtimeFeatures });
  expect(diagnostics.filter(({ severity }) => severity === "error")).toEqual([]);
  const provider = await vectors(sized);
  const standIns = { openai: provider.url, mistral: provider.url };
  const ports = { port: 0, operatorPort: 0, env: {} };
  const gateway = await startRuntime({ table: table!.text, ...ports, keys: [keyRecord], standIns });
  onTestFinished(() => gateway.close());
  const client = new OpenAI({ baseURL: `${gateway.url}/v1`, apiKey: KEY, maxRetries: 0 });
  const embed = async (model: string, more: object = {}) => {
    const { data } = await client.embeddings.create({
      model,
      input: ["red", "green"],
      encoding_format: "float",
      ...more,
    });
    return { lengths: data.map(({ embedding }) => embedding.length), sent: JSON.parse(provider.raw.at(-1)!) as object };
  };
  return { embed, table: table!.text };
}

test("both spellings say the same", async () => {
  const [yaml, typescript] = [await served("routes.yaml", inYaml), await served("routes.ts", inTypescript)];
  expect(JSON.parse(yaml.table)).toEqual(JSON.parse(typescript.table));
});

test.each([{}, { dimensions: 512 }, { dimensions: 256 }])("it is sent whatever the client says: %j", async (said) => {
  const { embed } = await served("routes.yaml", inYaml);
  const { lengths, sent } = await embed("index", said);
  expect(sent).toEqual({ model: "text-embedding-3-small", input: ["red", "green"], dimensions: 256 });
  expect(lengths).toEqual([256, 256]);
});

test("a rule's own holds before the route's", async () => {
  const { embed } = await served("routes.yaml", inYaml);
  const { lengths, sent } = await embed("index", { dimensions: 512, metadata: { index: "short" } });
  expect(sent).toMatchObject({ dimensions: 64 });
  expect(lengths).toEqual([64, 64]);
});

test("it goes by the name that the provider has for it", async () => {
  const { embed } = await served("routes.ts", inTypescript);
  const { lengths, sent } = await embed("renamed", { dimensions: 512 });
  expect(sent).toEqual({ model: "codestral-embed-2505", input: ["red", "green"], output_dimension: 256 });
  expect(lengths).toEqual([256, 256]);
});

test("the one length that a model has is asked for by saying nothing, though the client asks for another", async () => {
  const { embed } = await served("routes.ts", inTypescript);
  const { lengths, sent } = await embed("own", { dimensions: 512 });
  expect(sent).toEqual({ model: "text-embedding-ada-002", input: ["red", "green"] });
  expect(lengths).toEqual([1_536, 1_536]);
});

test("where the policy fixes none, the client's own is sent", async () => {
  const { embed } = await served("routes.yaml", inYaml);
  expect((await embed("free", { dimensions: 512 })).sent).toMatchObject({ dimensions: 512 });
  expect((await embed("free")).sent).not.toHaveProperty("dimensions");
});
