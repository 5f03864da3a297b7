/** Models of other makers at a provider, asked each in its maker's words. */
import { expect, test } from "vitest";
import { compileFiles } from "../in-memory.ts";

const place = "https://europe-west1-aiplatform.googleapis.com/v1/projects/acme/locations/europe-west1";
const vertex = "providers:\n  vertex: { variables: { project: acme, location: europe-west1 } }\n";

function compiled(target: string, overlay = vertex) {
  const { table } = compileFiles({
    "routes.yaml": `routes:\n  chat: { otherwise: ${target} }\n`,
    "catalog.yaml": overlay,
  });
  return table!.value;
}

test("Claude on Vertex is asked in the Messages API's words at its own URL, with its version in the body", () => {
  const { providers, targets, features } = compiled("vertex/claude-opus-4-5@20251101");
  expect(providers).toMatchObject([
    {
      id: "vertex@anthropic",
      dialect: "anthropic",
      chatUrl: `${place}/publishers/anthropic/models/{model}:rawPredict`,
      chatStreamUrl: `${place}/publishers/anthropic/models/{model}:streamRawPredict`,
      body: { anthropic_version: "vertex-2023-10-16", model: null },
      auth: { header: "Authorization", scheme: "Bearer", signing: "gcp-oauth" },
    },
  ]);
  expect(targets).toMatchObject([
    {
      id: "vertex/claude-opus-4-5@20251101",
      model: "claude-opus-4-5@20251101",
      parameters: { rename: { reasoning_effort: "thinking.budget_tokens" } },
    },
  ]);
  expect(targets[0]).not.toHaveProperty("accepts");
  expect(features).toContain("provider/body");
});

test("open models are asked in chat completions, Gemini in its own words", () => {
  const openModel = compiled("vertex/meta/llama-3.3-70b-instruct-maas").providers;
  expect(openModel).toMatchObject([
    { id: "vertex@openai", dialect: "openai", chatUrl: `${place}/endpoints/openapi/chat/completions` },
  ]);
  const own = compiled("vertex/gemini-3.1-pro-preview");
  expect(own.providers).toMatchObject([
    { id: "vertex", dialect: "vertex", chatUrl: `${place}/publishers/google/models/{model}:generateContent` },
  ]);
  expect(own.targets[0]?.reasoning).toEqual({ efforts: ["low", "medium", "high"] });
});

test("a provider or a model of a team that is like one of them is asked as that one is", () => {
  const overlay = `${vertex}  eu: { like: vertex, region: eu, variables: { project: acme } }
models:
  vertex/mine: { like: vertex/claude-opus-4-5@20251101, name: claude-tuned }
`;
  expect(compiled("eu/claude-opus-4-5@20251101", overlay).providers).toMatchObject([
    {
      id: "eu@anthropic",
      dialect: "anthropic",
      chatUrl:
        "https://aiplatform.eu.rep.googleapis.com/v1/projects/acme/locations/eu/publishers/anthropic/models/{model}:rawPredict",
    },
  ]);
  const own = compiled("vertex/mine", overlay);
  expect(own.providers.map(({ id, dialect }) => [id, dialect])).toEqual([["vertex@anthropic", "anthropic"]]);
  expect(own.targets[0]?.model).toBe("claude-tuned");
});

test("targets in several formats fail together, since one account pays for them", () => {
  const policy = `routes:
  chat:
    otherwise: { chain: [vertex/claude-opus-4-5@20251101, vertex/gemini-3.1-pro-preview] }
`;
  const { diagnostics } = compileFiles({ "routes.yaml": policy, "catalog.yaml": vertex });
  expect(diagnostics.map(({ code }) => code)).toContain("chain/single-provider");
});
