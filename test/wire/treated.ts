/** A policy over invented models that differ in what they take, compiled and served, with one server in the place of all providers. */
import type { ServerResponse } from "node:http";
import { expect, onTestFinished } from "vitest";
import { startRuntime } from "../../runtime/main.ts";
import { compileFiles } from "../compiler/in-memory.ts";
import { keyRecord, provider } from "../runtime/running.ts";

export const overlay = `
providers:
  a: { dialect: openai, baseUrl: "https://a.invalid/v1", jurisdiction: DE, retentionDays: 0 }
  b: { dialect: openai, baseUrl: "https://b.invalid/v1", jurisdiction: FR, retentionDays: 0 }
  c: { dialect: anthropic, baseUrl: "https://c.invalid", jurisdiction: US, retentionDays: 0 }
models:
  a/plain: { context: 100000, price: { input: 1, output: 2 }, parameters: { drop: [seed] } }
  a/cool: { context: 100000, parameters: { range: { temperature: { to: 1 }, stop: { to: 1 } }, exclusive: [[seed, user]] } }
  a/full: { context: 100000 }
  b/full: { context: 100000, price: { input: 1, output: 2 } }
  b/textual: { context: 100000, price: { input: 1, output: 2 }, caps: { jsonSchema: false, jsonMode: false } }
  b/tool-less: { context: 100000, caps: { jsonSchema: false, jsonMode: false, tools: false } }
  c/textual: { context: 100000, maxOutput: 8000, caps: { jsonSchema: false, jsonMode: false } }
`;

export type Body = Record<string, unknown>;

export interface Gateway {
  url: string;
  /** By the wire name of the model: the bodies that came. */
  got: { model: string; body: Body }[];
}

/** Providers that answer as `reply` does, else with a text. */
export async function gateway(
  policy: string,
  reply?: (body: Body, response: ServerResponse, path: string) => void,
): Promise<Gateway> {
  const { table, diagnostics } = compileFiles({ "routes.yaml": policy, "catalog.yaml": overlay }, { verify: false });
  expect(diagnostics.filter(({ severity }) => severity === "error")).toEqual([]);
  const got: Gateway["got"] = [];
  const url = await provider((request, response, text) => {
    const body = JSON.parse(text) as Body;
    got.push({ model: body.model as string, body });
    if (reply) reply(body, response, request.url!);
    else sendJson(response, request.url!.endsWith("/messages") ? message([{ type: "text", text: "Hi" }]) : completion);
  });
  const { providers } = JSON.parse(table!.text) as { providers: { id: string }[] };
  const standIns = Object.fromEntries(providers.map(({ id }) => [id, url]));
  const options = { port: 0, operatorPort: 0, keys: [keyRecord], env: {}, standIns, log: () => undefined };
  const runtime = await startRuntime({ table: table!.text, ...options });
  onTestFinished(() => runtime.close());
  return { url: runtime.url, got };
}

export const usage = { prompt_tokens: 10, completion_tokens: 5, total_tokens: 15 };
const completion = {
  choices: [{ index: 0, message: { role: "assistant", content: "Hi" }, finish_reason: "stop" }],
  usage,
};
export const message = (content: object[], stop_reason = "end_turn") => ({
  ...{ id: "m", type: "message", role: "assistant", content, stop_reason },
  usage: { input_tokens: 10, output_tokens: 5 },
});

export function sendJson(response: ServerResponse, body: object): void {
  response.writeHead(200, { "content-type": "application/json" }).end(JSON.stringify(body));
}

/** A small request to the route `chat`. */
export const hello = { model: "chat", messages: [{ role: "user" as const, content: "Hi" }] };
