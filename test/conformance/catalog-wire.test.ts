/**
 * A request to each chat model of the catalog that is not retired, through a runtime, to a server that knows nothing: the URL, the
 * credential, the model's name and the limit stand where the provider's documentation says, which providers-wire.json names.
 */
import { readdirSync, readFileSync } from "node:fs";
import { createServer, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { parse } from "yaml";
import { type Runtime, startRuntime } from "../../runtime/main.ts";
import { hashKey } from "../../runtime/state/keys.ts";
import type { Table } from "../../schemas/table.ts";
import { tableHash } from "../../schemas/table-hash.ts";
import { compileFiles } from "../compiler/in-memory.ts";
import { ask, KEY } from "../runtime/running.ts";

interface Fixture {
  docs: string;
  /** `{model}` stands for the model's name. */
  chat: string;
  /** Header and value. */
  key?: string;
  limit?: string;
  /** The highest temperature, and how many texts `stop` may have; 2 and any number unless it is said. */
  most?: { temperature?: number; stop?: number };
  /** It takes the role `developer`. */
  developer?: true;
  /** Members of a body, where it refuses all others. */
  knows?: string[];
}

interface Seen {
  url: string;
  headers: IncomingMessage["headers"];
  body: Record<string, unknown>;
}

const fixtures = JSON.parse(readFileSync(new URL("providers-wire.json", import.meta.url), "utf8")) as Record<
  string,
  Fixture
>;
const overlay = `providers:
  azure: { variables: { resource: acme } }
  bedrock: { variables: { region: eu-central-1 } }
  vertex: { variables: { project: acme, location: europe-west1 } }
  cloudflare: { variables: { account_id: acme } }
  databricks: { variables: { host: acme.example } }
`;
/** Where the formats have the limit of the output. */
const limits = [
  "max_tokens",
  "max_completion_tokens",
  "generationConfig.maxOutputTokens",
  "inferenceConfig.maxTokens",
  "options.num_predict",
  "max_output_tokens",
];

/** Where the formats have the temperature, and the texts that end an answer. */
const temperatures = [
  "temperature",
  "generationConfig.temperature",
  "inferenceConfig.temperature",
  "options.temperature",
];
const stops = [
  "stop",
  "stop_sequences",
  "generationConfig.stopSequences",
  "inferenceConfig.stopSequences",
  "options.stop",
];
const STOPS = Array.from({ length: 20 }, (_, i) => `end ${i}`);

let last: Seen | undefined;
const server = createServer((request, response) => {
  const pieces: Buffer[] = [];
  request.on("data", (piece: Buffer) => pieces.push(piece));
  request.on("end", () => {
    const body = JSON.parse(Buffer.concat(pieces).toString()) as Record<string, unknown>;
    last = { url: request.url ?? "", headers: request.headers, body };
    response.writeHead(404, { "content-type": "application/json" }).end("{}");
  });
});
let port = 0;

beforeAll(async () => {
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  ({ port } = server.address() as AddressInfo);
});
afterAll(() => new Promise((resolve) => server.close(resolve)));

interface Entry {
  kind: string;
  status?: string;
  creator?: string;
  endpoints?: string[];
  format?: string;
}

/**
 * Those that a policy may use, of a provider, or of `provider@format` where a model is asked for in a format of its own: which only
 * offer another endpoint, the compiler refuses by name.
 */
function modelsOf(fixture: string): string[] {
  const [provider, own] = fixture.split("@");
  const file = new URL(`../../catalog/${provider}/models.yaml`, import.meta.url);
  const { models } = parse(readFileSync(file, "utf8")) as { models: Record<string, Entry> };
  return Object.entries(models)
    .filter(([, { kind, status }]) => kind === "chat" && status !== "retired")
    .filter(([, { format }]) => format === own)
    .filter(([, { endpoints = ["chat"] }]) => own !== undefined || endpoints.includes("chat"))
    .map(([id]) => id);
}

/** Every origin is the server's, with the host as the first step of the path. */
async function serving(provider: string, models: readonly string[]): Promise<{ runtime: Runtime; table: Table }> {
  const routes = models
    .map((model, i) => `  r${i}: { otherwise: ${JSON.stringify(`${provider.replace(/@.*/, "")}/${model}`)} }`)
    .join("\n");
  const compiled = compileFiles({ "routes.yaml": `routes:\n${routes}\n`, "catalog.yaml": overlay }, { verify: false });
  const wrong = compiled.diagnostics.filter(({ severity }) => severity === "error");
  expect(wrong.map(({ code, message }) => `${code}: ${message}`)).toEqual([]);
  const table = JSON.parse(compiled.table!.text) as Table;
  const here = (url: string) =>
    url.replace(/^https?:\/\/([^/]+)/, (_, host: string) => `http://127.0.0.1:${port}/${host}`);
  for (const each of table.providers) {
    each.chatUrl = here(each.chatUrl);
    if (each.chatStreamUrl !== undefined) each.chatStreamUrl = here(each.chatStreamUrl);
  }
  table.hash = tableHash(table);
  const env = Object.fromEntries(table.providers.flatMap(({ auth }) => auth.env.map((name) => [name, "the-key"])));
  const keys = [{ id: "k", hash: hashKey(KEY), tags: [] }];
  const runtime = await startRuntime({ table: JSON.stringify(table), port: 0, operatorPort: 0, keys, env });
  return { runtime, table };
}

test("every provider of chat models has its documentation", () => {
  const folders = readdirSync(new URL("../../catalog/", import.meta.url), { withFileTypes: true });
  const chats = folders
    .filter((entry) => entry.isDirectory() && modelsOf(entry.name).length > 0)
    .map(({ name }) => name);
  expect(chats.filter((name) => !fixtures[name]?.docs.startsWith("https://"))).toEqual([]);
});

describe.each(Object.entries(fixtures).filter(([provider]) => modelsOf(provider).length > 0))(
  "%s",
  (provider, fixture) => {
    test("is asked for each of its models as its documentation says", async () => {
      const models = modelsOf(provider);
      const { runtime } = await serving(provider, models);
      for (const [i, model] of models.entries()) {
        last = undefined;
        const body = { model: `r${i}`, messages: [{ role: "user", content: "Hi" }], max_tokens: 64 };
        const { text } = await ask(runtime, { body, headers: { authorization: `Bearer ${KEY}` } });
        expect(last, `${model}: ${text}`).toBeDefined();
        const { url, headers, body: sent } = last!;
        const [, host, path] = /^https?:\/\/([^/]+)(.*)$/.exec(fixture.chat)!;
        const said = path!.includes("{model}");
        expect(decodeURIComponent(url), model).toBe(`/${host}${path!.replace("{model}", model)}`);
        if (!said) expect(sent.model, model).toBe(model);
        const [name = "", value] = fixture.key?.split(": ") ?? [];
        if (fixture.key !== undefined) expect(headers[name], model).toBe(value);
        const found = limits.filter((limit) => at(sent, limit) === 64);
        expect(found.length, `${model}: ${JSON.stringify(sent)}`).toBe(1);
        if (fixture.limit !== undefined) expect(found[0], model).toBe(fixture.limit);
      }
      await runtime.close();
    });

    test("gets no parameter beyond what its documentation lets it take, and no role that it does not know", async () => {
      const models = modelsOf(provider);
      const { runtime } = await serving(provider, models);
      const { temperature = 2, stop = STOPS.length } = fixture.most ?? {};
      for (const [i, model] of models.entries()) {
        last = undefined;
        const messages = [
          { role: "developer", content: "Be brief." },
          { role: "user", content: "Hi" },
        ];
        const body = { model: `r${i}`, messages, max_tokens: 64, temperature: 2, stop: STOPS };
        const { text } = await ask(runtime, { body, headers: { authorization: `Bearer ${KEY}` } });
        expect(last, `${model}: ${text}`).toBeDefined();
        const { body: sent } = last!;
        const said = (places: string[]) =>
          places.map((place) => at(sent, place)).filter((value) => value !== undefined);
        expect(said(temperatures), model).toEqual(said(temperatures).map(() => temperature));
        expect(said(stops), model).toEqual(said(stops).map(() => STOPS.slice(0, stop)));
        expect(JSON.stringify(sent).includes('"developer"'), model).toBe(fixture.developer ?? false);
      }
      await runtime.close();
    });

    test.runIf(fixture.knows)("gets no member that its documentation does not have, whatever clients say", async () => {
      const models = modelsOf(provider);
      const { runtime } = await serving(provider, models);
      for (const [i, model] of models.entries()) {
        last = undefined;
        const body = { model: `r${i}`, messages: [{ role: "user", content: "Hi" }], ...whatClientsSay };
        const { text } = await ask(runtime, { body, headers: { authorization: `Bearer ${KEY}` } });
        expect(last, `${model}: ${text}`).toBeDefined();
        expect(
          Object.keys(last!.body).filter((name) => !fixture.knows!.includes(name)),
          model,
        ).toEqual([]);
      }
      await runtime.close();
    });
  },
);

/** What some target takes, and what the gateway itself asks for where an answer is streamed. */
const whatClientsSay = {
  ...{ stream: true, max_tokens: 64, user: "u", safety_identifier: "u", metadata: { a: "b" }, store: true, seed: 7 },
  ...{ logit_bias: { 7: 1 }, logprobs: true, top_logprobs: 2, verbosity: "low", modalities: ["text"], n: 1 },
  ...{
    prompt_cache_key: "k",
    prompt_cache_retention: "24h",
    presence_penalty: 0.5,
    frequency_penalty: 0.5,
    top_p: 0.9,
  },
};

function at(body: Record<string, unknown>, path: string): unknown {
  return path.split(".").reduce<unknown>((value, name) => (value as Record<string, unknown> | undefined)?.[name], body);
}
