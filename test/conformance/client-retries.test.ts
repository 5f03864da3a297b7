/** Official clients as they come, with their own retries: how often providers are asked for one call, counted at the providers. */
import Anthropic from "@anthropic-ai/sdk";
import OpenAI from "openai";
import { expect, test } from "vitest";
import { ask, hello, KEY, provider, runtime } from "../runtime/running.ts";
import type { TableSpec } from "../runtime/table-text.ts";

const down = JSON.stringify({ error: { message: "no", type: "server_error", code: "server_error", param: null } });
const refused = JSON.stringify({ error: { message: "no", type: "invalid_request_error", code: "invalid_api_key" } });
const targets: TableSpec["targets"] = { "one/m1": { dialect: "openai" }, "two/m2": { dialect: "openai" } };
const use = ["one/m1", "two/m2"];
const routes: TableSpec["routes"] = { usual: { use }, once: { use, retry: { times: 0 } } };

/** Two providers that refuse everything, and how often they were asked. */
async function gatewayOf(status: number, body: string) {
  let calls = 0;
  const url = await provider((_request, response) => {
    calls++;
    response.writeHead(status, { "content-type": "application/json" }).end(body);
  });
  const gateway = await runtime({ targets, routes }, { one: url, two: url });
  const count = async (call: () => Promise<unknown>): Promise<number> => {
    const before = calls;
    await call().catch(() => undefined);
    return calls - before;
  };
  return { gateway, count };
}

const messages = [{ role: "user" as const, content: "Hello" }];
/** None is told how often it retries. */
const clients: Readonly<Record<string, (url: string, model: string) => Promise<unknown>>> = {
  openai: (url, model) =>
    new OpenAI({ baseURL: `${url}/v1`, apiKey: KEY }).chat.completions.create({ model, messages }),
  "openai, by Responses": (url, model) =>
    new OpenAI({ baseURL: `${url}/v1`, apiKey: KEY }).responses.create({ model, input: "Hello" }),
  anthropic: (url, model) =>
    new Anthropic({ baseURL: url, apiKey: KEY }).messages.create({ model, messages, max_tokens: 10 }),
};

const each = Object.keys(clients);

test.each(each)(
  "%s asks no provider again that the gateway has asked twice, whether it is known to be down or not",
  async (name) => {
    const { gateway, count } = await gatewayOf(500, down);
    const call = () => clients[name]!(gateway.url, "usual");
    // By the breaker each of them is down behind the third failure, and tried all the same where nothing else is left.
    for (let i = 0; i < 4; i++) expect(await count(call)).toBe(4);
    expect(gateway.log.filter(({ event, state }) => event === "health" && state === "open").length).toBeGreaterThan(0);
  },
);

test.each(each)("%s asks again where a route leaves that to its clients, and what it asks is bounded", async (name) => {
  const { gateway, count } = await gatewayOf(500, down);
  const { headers } = await ask(gateway, { body: { ...hello, model: "once" } });
  expect(headers["x-should-retry"]).toBe("true");
  // Its first call and two retries, at two targets.
  expect(await count(() => clients[name]!(gateway.url, "once"))).toBe(6);
});

test.each(each)("%s does not ask again what only the operator can mend", async (name) => {
  const { gateway, count } = await gatewayOf(401, refused);
  for (const model of ["usual", "once"]) expect(await count(() => clients[name]!(gateway.url, model))).toBe(2);
});
