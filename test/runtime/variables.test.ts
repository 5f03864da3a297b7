/** What only the machine knows: read when the runtime starts, sent on, and told nobody. */
import { describe, expect, test } from "vitest";
import { type RuntimeOptions, startRuntime } from "../../runtime/main.ts";
import { compileFiles } from "../compiler/in-memory.ts";
import { afterTest } from "./after-test.ts";
import { ask, hello, keyRecord, provider } from "./running.ts";

const overlay = `providers:
  inference: { dialect: openai, baseUrl: "\${INFERENCE_URL}", headers: { x-org: "org-\${ORG}" }, jurisdiction: DE }
models:
  inference/support: { context: 32768, name: "\${MODEL_NAME}" }
`;
const policy = `routes:
  chat: { otherwise: inference/support, set: { user: "\${TENANT}" } }
`;
const { text } = compileFiles({ "routes.yaml": policy, "catalog.yaml": overlay }).table!;

interface Got {
  url: string | undefined;
  org: unknown;
  body: Record<string, unknown>;
}

async function upstream(): Promise<{ url: string; got: Got[] }> {
  const got: Got[] = [];
  const url = await provider(({ url, headers }, response, body) => {
    got.push({ url, org: headers["x-org"], body: JSON.parse(body) as Record<string, unknown> });
    response.setHeader("content-type", "application/json");
    response.end(
      JSON.stringify({
        ...{ id: "1", object: "chat.completion", usage: { prompt_tokens: 1, completion_tokens: 1, total_tokens: 2 } },
        choices: [{ index: 0, message: { role: "assistant", content: "Hello." }, finish_reason: "stop" }],
      }),
    );
  });
  return { url, got };
}

async function served(env: RuntimeOptions["env"], more: Partial<RuntimeOptions> = {}) {
  const log: string[] = [];
  const options = { table: text, port: 0, operatorPort: 0, keys: [keyRecord], env, ...more };
  const runtime = await startRuntime({ ...options, log: (line) => void log.push(line) });
  afterTest(() => runtime.close());
  return { ...runtime, log };
}

const refusal = (env: RuntimeOptions["env"]) =>
  startRuntime({ table: text, port: 0, operatorPort: 0, keys: [keyRecord], env }).then(
    () => undefined,
    ({ code, message }: { code: string; message: string }) => ({ code, message }),
  );

describe("variables of the machine", () => {
  test("are where requests go, and what they carry", async () => {
    const { url, got } = await upstream();
    const runtime = await served({ INFERENCE_URL: `${url}/llm/v1/`, ORG: "7", MODEL_NAME: "m-13b", TENANT: "Zürich" });
    const { status } = await ask(runtime, { body: hello });
    expect(status).toBe(200);
    expect(got).toMatchObject([
      { url: "/llm/v1/chat/completions", org: "org-7", body: { model: "m-13b", user: "Zürich" } },
    ]);
  });

  test("are in no answer, no header, no log line and no error", async () => {
    const gone = "http://127.0.0.1:9/hidden-path";
    const env = { INFERENCE_URL: gone, ORG: "hidden-org", MODEL_NAME: "hidden-model", TENANT: "hidden-tenant" };
    const runtime = await served(env);
    const answer = await ask(runtime, { body: hello });
    expect(answer.status).toBe(502);
    const ready = await (await fetch(`${runtime.operatorUrl}/readyz`)).text();
    const everything = JSON.stringify([answer.headers, answer.text, ready, runtime.log]);
    expect(everything).not.toMatch(/hidden|127\.0\.0\.1:9\b/);
    expect(text).not.toMatch(/hidden/);
  });

  test("that are missing are all named, with what they are for", async () => {
    expect(await refusal({ ORG: "7", MODEL_NAME: "  " })).toEqual({
      code: "missing-variable",
      message: [
        'INFERENCE_URL is not set: it is the address of the provider "inference". Set it in the environment.',
        'MODEL_NAME is not set: it is the name by which "inference/support" is asked. Set it in the environment.',
        "TENANT is not set: it is the parameter `user` that the policy sets. Set it in the environment.",
      ].join("\n"),
    });
  });

  const right = { INFERENCE_URL: "http://127.0.0.1:9", ORG: "7", MODEL_NAME: "m", TENANT: "t" };
  test.each([
    ["INFERENCE_URL", "secret-host:8000/v1", "is no http(s) URL"],
    ["INFERENCE_URL", "ftp://secret-host/v1", "is no http(s) URL"],
    ["INFERENCE_URL", "https://me:secret-word@host/v1", "names a user or a password"],
    ["INFERENCE_URL", "https://secret-host/v1?a=1", "has a query or a fragment"],
    ["ORG", "secret\r\nx-other: 1", "holds a sign that cannot be sent there"],
    ["TENANT", "secret".repeat(200), "has more than 1024 characters"],
  ])("are refused when %s is malformed, without their value", async (name, value, why) => {
    const refused = await refusal({ ...right, [name]: value });
    expect(refused?.code).toBe("bad-variable");
    expect(refused?.message).toMatch(new RegExp(`^${name} is `));
    expect(refused?.message).toContain(why);
    expect(refused?.message).not.toContain("secret");
  });

  test("that are part of an address can change no other part of it", async () => {
    const parts = `providers: { azure-se: { like: azure, variables: { resource: "\${RESOURCE}" } } }\n`;
    const { table } = compileFiles({
      "routes.yaml": "routes: { chat: { otherwise: azure-se/gpt-5.4-mini } }\n",
      "catalog.yaml": parts,
    });
    const start = (RESOURCE: string) =>
      startRuntime({
        ...{ table: table!.text, port: 0, operatorPort: 0, keys: [keyRecord] },
        env: { RESOURCE, AZURE_OPENAI_API_KEY: "k", AZURE_API_KEY: "k" },
      });
    for (const bad of ["evil.example/", "evil.example#", "a@evil.example?", "evil\\", "a b", "a:1"]) {
      await expect(start(bad)).rejects.toMatchObject({ code: "bad-variable" });
    }
    const runtime = await start("acme");
    await runtime.close();
  });

  test("are needed by no provider that a simulator stands in for", async () => {
    const { url, got } = await upstream();
    const runtime = await served({}, { standIns: { inference: url } });
    expect((await ask(runtime, { body: hello })).status).toBe(200);
    expect(got[0]).toMatchObject({ url: "/chat/completions", body: { model: "MODEL_NAME", user: "TENANT" } });
  });

  test("of a later table are looked at before it serves", async () => {
    const { url } = await upstream();
    const plain = compileFiles({
      "routes.yaml": "routes: { chat: { otherwise: inference/support } }\n",
      "catalog.yaml": `providers: { inference: { dialect: openai, baseUrl: "${url}" } }\nmodels: { inference/support: { context: 1000 } }\n`,
    }).table!;
    const runtime = await served({}, { table: plain.text });
    expect(await runtime.offer({ table: text })).toMatchObject({ code: "missing-variable" });
    expect((await ask(runtime, { body: hello })).headers["x-pointsman-table"]).toBe(plain.value.hash);
  });
});
