/** Headers that a policy declares, over a real server: they decide, are closed, and go to no provider. */
import { request } from "node:http";
import { describe, expect, test } from "vitest";
import { startRuntime } from "../../../runtime/main.ts";
import { compileFiles } from "../../compiler/in-memory.ts";
import { afterTest } from "../after-test.ts";
import { ask, hello, KEY, keyRecord, provider } from "../running.ts";

const overlay = (a: string, b: string) => `providers:
  a: { dialect: openai, baseUrl: "${a}/v1" }
  b: { dialect: openai, baseUrl: "${b}/v1" }
models: { a/m: { context: 1000 }, b/m: { context: 1000 } }
`;
const policy = `headers:
  x-tier: [gold, silver]
  x-tenant: { required: true }
routes:
  chat:
    rules: [{ when: 'r.headers["x-tier"] === "gold" || r.headers["x-tenant"] === "acme"', use: a/m }]
    otherwise: b/m
`;

async function served() {
  const got: Record<string, unknown>[] = [];
  const upstream = () =>
    provider(({ headers }, response) => {
      got.push(headers);
      response.setHeader("content-type", "application/json");
      response.end(
        JSON.stringify({
          ...{ id: "1", object: "chat.completion", usage: { prompt_tokens: 1, completion_tokens: 1, total_tokens: 2 } },
          choices: [{ index: 0, message: { role: "assistant", content: "Hello." }, finish_reason: "stop" }],
        }),
      );
    });
  const files = { "routes.yaml": policy, "catalog.yaml": overlay(await upstream(), await upstream()) };
  const { table } = compileFiles(files, { verify: false });
  const runtime = await startRuntime({ table: table!.text, port: 0, operatorPort: 0, keys: [keyRecord], env: {} });
  afterTest(() => runtime.close());
  return { runtime, got };
}

describe("headers that a policy declares", () => {
  test.each([
    [{ "X-TIER": "gold", "x-tenant": "other" }, "a/m"],
    [{ "x-tier": "silver", "x-tenant": "acme" }, "a/m"],
    [{ "x-tier": "silver", "x-tenant": "other" }, "b/m"],
    [{ "X-Tenant": "ACME" }, "b/m"],
  ])("decide: %j", async (headers, target) => {
    const { runtime, got } = await served();
    const answer = await ask(runtime, { body: hello, headers });
    expect([answer.status, answer.headers["x-pointsman-target"]]).toEqual([200, target]);
    expect(Object.keys(got[0]!).filter((name) => name.startsWith("x-t"))).toEqual([]);
  });

  test.each([
    [{ "x-tier": "bronze", "x-tenant": "a" }, "x-tier", /may be "gold" or "silver"/],
    [{ "x-tier": "gold" }, "x-tenant", /is required: send a text/],
    [{ "x-tenant": "a".repeat(513) }, "x-tenant", /at most 512 characters/],
  ])("are closed: %j", async (headers, param, why) => {
    const { runtime, got } = await served();
    const { status, json } = await ask(runtime, { body: hello, headers });
    expect([status, json.error?.code, json.error?.param]).toEqual([400, "invalid_header", param]);
    expect(json.error?.message).toMatch(why);
    expect(got).toEqual([]);
  });

  test("that stand twice must say the same", async () => {
    const { runtime } = await served();
    const twice = (...values: string[]): Promise<number | undefined> =>
      new Promise((resolve, reject) => {
        const raw = [
          "host",
          new URL(runtime.url).host,
          "authorization",
          `Bearer ${KEY}`,
          "content-type",
          "application/json",
        ];
        const headers = [...raw, ...values.flatMap((value) => ["x-tenant", value])];
        const sent = request(
          `${runtime.url}/v1/chat/completions`,
          { method: "POST", agent: false, headers },
          (answer) => {
            answer.resume();
            resolve(answer.statusCode);
          },
        );
        sent.on("error", reject);
        sent.end(JSON.stringify(hello));
      });
    expect(await twice("acme", "acme")).toBe(200);
    expect(await twice("acme", "other")).toBe(400);
  });
});
