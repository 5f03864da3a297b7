/** Providers of the catalog whose address or whose key is only known to the team: from a policy and its overlay to the request. */
import { expect, test } from "vitest";
import { compileFiles } from "../../../compiler/in-memory.ts";
import { ask, hello, provider, runtime, simulator, textOf } from "../../running.ts";

function compiled(target: string, overlay: string): { text: string; url: string; auth: object; features: string[] } {
  const policy = `routes:\n  chat: { otherwise: ${target}, max: { outputTokens: 1000 } }\n`;
  const { table, diagnostics } = compileFiles({ "routes.yaml": policy, "catalog.yaml": overlay });
  expect(diagnostics.filter(({ severity }) => severity === "error")).toEqual([]);
  const { providers, features } = table!.value;
  return { text: table!.text, url: providers[0]!.chatUrl, auth: providers[0]!.auth, features };
}

test.each([
  [
    "azure/gpt-5.4-mini",
    "azure: { variables: { resource: acme } }",
    "https://acme.openai.azure.com/openai/v1/chat/completions",
  ],
  [
    "bedrock/anthropic.claude-sonnet-4-6",
    "bedrock: { region: eu-west-1 }",
    "https://bedrock-runtime.eu-west-1.amazonaws.com/model/{model}/converse",
  ],
  [
    "vertex/gemini-3-flash-preview",
    "vertex: { region: europe-west4, variables: { project: acme } }",
    "https://europe-west4-aiplatform.googleapis.com/v1/projects/acme/locations/europe-west4/publishers/google/models/{model}:generateContent",
  ],
  [
    "vertex/gemini-3-flash-preview",
    "vertex: { region: eu, variables: { project: acme } }",
    "https://aiplatform.eu.rep.googleapis.com/v1/projects/acme/locations/eu/publishers/google/models/{model}:generateContent",
  ],
])("%s with the overlay %s is asked at %s", (target, overlay, url) => {
  expect(compiled(target, `providers:\n  ${overlay}\n`).url).toBe(url);
});

test("how a provider signs is in the table, which a runtime that cannot sign refuses", () => {
  const bedrock = compiled("bedrock/anthropic.claude-sonnet-4-6", "providers:\n  bedrock: { region: eu-west-1 }\n");
  expect(bedrock.auth).toMatchObject({ signing: "aws-sigv4", signingService: "bedrock" });
  expect(bedrock.features).toContain("provider/signing");
  const vertex = compiled(
    "vertex/gemini-3-flash-preview",
    "providers:\n  vertex: { region: eu, variables: { project: acme } }\n",
  );
  expect(vertex.auth).toMatchObject({ signing: "gcp-oauth" });
  expect(
    compiled("azure/gpt-5.4-mini", "providers:\n  azure: { variables: { resource: acme } }\n").features,
  ).not.toContain("provider/signing");
});

const arn = "arn:aws:bedrock:eu-west-1:123456789012:application-inference-profile/a1b2c3";

test.each([
  ["an id of the catalog", "anthropic.claude-sonnet-4-6", undefined],
  ["an id with a colon", "own", "eu.maker.model-v1:0"],
  ["the ARN of a profile", "own", arn],
])(
  "a model by %s is signed for, so that a provider that knows the secret takes it, whole and streamed",
  async (_by, model, name) => {
    const { url } = await simulator({ dialect: "bedrock-converse", keys: ["AKIA1:secret/of+ours"] });
    const own =
      name === undefined
        ? ""
        : `models:\n  bedrock/own: { like: bedrock/anthropic.claude-sonnet-4-6, name: "${name}" }\n`;
    const { text } = compiled(`bedrock/${model}`, `providers:\n  bedrock: { baseUrl: "${url}" }\n${own}`);
    const env = { AWS_ACCESS_KEY_ID: "AKIA1", AWS_REGION: "eu-west-1" };
    const right = await runtime(
      { targets: {}, routes: {} },
      {},
      { table: text, env: { ...env, AWS_SECRET_ACCESS_KEY: "secret/of+ours" } },
    );
    for (const stream of [false, true]) {
      const reply = await ask(right, { body: { ...hello, stream } });
      expect([reply.status, textOf(reply).length > 0]).toEqual([200, true]);
    }
    const wrong = await runtime(
      { targets: {}, routes: {} },
      {},
      { table: text, env: { ...env, AWS_SECRET_ACCESS_KEY: "another" } },
    );
    expect((await ask(wrong, { body: hello })).json.error?.code).toBe("upstream_auth");
  },
);

test("a token of Entra goes out as the overlay says, from a variable of its own", async () => {
  const seen: (string | undefined)[] = [];
  const url = await provider((request, response) => {
    seen.push(request.headers.authorization, request.headers["api-key"] as string | undefined);
    response.end("{}");
  });
  const auth = "auth: { header: Authorization, scheme: Bearer, env: [ENTRA_TOKEN] }";
  const { text } = compiled("openai/gpt-5.4-mini", `providers:\n  openai: { baseUrl: "${url}", ${auth} }\n`);
  const gateway = await runtime({ targets: {}, routes: {} }, {}, { table: text, env: { ENTRA_TOKEN: "token" } });
  await ask(gateway, { body: hello });
  expect(seen).toEqual(["Bearer token", undefined]);
});
