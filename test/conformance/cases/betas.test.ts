/** Messages of an agent's client on routes of clouds: what it asks for by a header of its maker, and bytes that pass. */

import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { parse } from "yaml";
import { type Asked, ask, runtime } from "../../runtime/running.ts";
import type { TableSpec } from "../../runtime/table-text.ts";
import { answer, rawServer } from "../raw/raw-server.ts";
import { wireOf } from "../raw/wires.ts";

const headers = {
  "anthropic-beta": "claude-code-20250219,interleaved-thinking-2025-05-14,tool-search-tool-2025-10-19",
};
const body = {
  model: "chat",
  max_tokens: 9,
  messages: [{ role: "user", content: "Hi" }],
  system: [{ type: "text", text: "Be brief.", cache_control: { type: "ephemeral" } }],
};
const asked: Asked = { path: "/v1/messages?beta=true", headers, body };

const catalog = (provider: string) =>
  parse(readFileSync(new URL(`../../../catalog/${provider}/provider.yaml`, import.meta.url), "utf8")) as {
    betas: NonNullable<NonNullable<TableSpec["providers"]>[string]["betas"]>;
    formats: Record<string, { betas: { header: string; names: string[] }; body: Record<string, string | null> }>;
  };

test.each([
  ["us.anthropic.claude-sonnet-4-5-20250929-v1:0", { anthropic_beta: ["interleaved-thinking-2025-05-14"] }],
  ["meta.llama4-maverick-17b-instruct-v1:0", undefined],
])("on Amazon Bedrock betas that it takes stand in the body, for models that know them: %s", async (model, fields) => {
  const one = await rawServer((socket) =>
    answer(socket, 200, JSON.stringify(wireOf("bedrock-converse").whole("Done."))),
  );
  const { betas } = catalog("bedrock");
  const targets = { "one/m": { dialect: "bedrock-converse" as const, model } };
  const gateway = await runtime(
    { targets, routes: { chat: { use: ["one/m"] } }, providers: { one: { betas } } },
    { one: one.url },
  );
  expect((await ask(gateway, asked)).status).toBe(200);
  const { headers: sent, body: written } = one.seen[0]!;
  expect(sent).not.toHaveProperty("anthropic-beta");
  expect(written.additionalModelRequestFields).toEqual(fields);
  for (const name of ["model", "stream", "anthropic_beta"]) expect(written).not.toHaveProperty(name);
});

test("on Vertex AI the body passes as it came, less the model's name, with the version in it and betas in the header", async () => {
  const one = await rawServer((socket) => answer(socket, 200, JSON.stringify(wireOf("anthropic").whole("Done."))));
  const { betas, body: own } = catalog("vertex").formats.anthropic!;
  const chatUrl = "https://one.example/v1/projects/p/locations/l/publishers/anthropic/models/{model}:rawPredict";
  const spec: TableSpec = {
    targets: { "one/claude-sonnet-4-5@20250929": { dialect: "anthropic" } },
    routes: { chat: { use: ["one/claude-sonnet-4-5@20250929"] } },
    providers: { one: { chatUrl, betas, body: own } },
  };
  const gateway = await runtime(spec, { one: one.url });
  expect((await ask(gateway, { ...asked, body: { ...body, anthropic_version: "client's own" } })).status).toBe(200);
  const { model: _, ...rest } = body;
  expect(one.seen[0]?.body).toEqual({ ...rest, anthropic_version: "vertex-2023-10-16" });
  expect(one.seen[0]?.text).toContain(JSON.stringify(body.system).slice(1, -1));
  expect(one.seen[0]?.headers["anthropic-beta"]).toBe("interleaved-thinking-2025-05-14");
});
