/**
 * A request to each embedding model of the catalog that is not retired, through a runtime, to a server that knows nothing: URL,
 * credential, name, body and the spelling of what a client asks for, as the provider's documentation says that embeddings-wire.json
 * names.
 */
import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, onTestFinished, test } from "vitest";
import { parse } from "yaml";
import { startRuntime } from "../../runtime/main.ts";
import { hashKey } from "../../runtime/state/keys.ts";
import type { Table } from "../../schemas/table.ts";
import { tableHash } from "../../schemas/table-hash.ts";
import { compileFiles } from "../compiler/in-memory.ts";
import { ask, KEY, type Reply } from "../runtime/running.ts";
import { answer, type RawRequest, rawServer } from "./raw/raw-server.ts";

interface Fixture {
  docs: string;
  /** `{model}` stands for the model's name, here and in the body. */
  url: string;
  /** Header and value. */
  key?: string;
  /** Of a request for one text, with nothing beside it. */
  body: object;
  /** Where the length of the vectors stands. */
  dimensions: string;
  /** Models that have one length, and refuse to be asked for any. */
  withoutDimensions?: string[];
  /** Where vectors are asked for as base64; absent: they come as numbers alone. */
  base64?: string;
  /** Where the id of an end user stands; absent: it has no place. */
  user?: string;
}

const fixtures = JSON.parse(readFileSync(new URL("embeddings-wire.json", import.meta.url), "utf8")) as Record<
  string,
  Fixture
>;
const overlay = `providers:
  azure: { variables: { resource: acme } }
  bedrock: { variables: { region: eu-central-1 } }
  vertex: { variables: { project: acme, location: europe-west1 } }
`;

interface Entry {
  kind: string;
  status?: string;
  endpoints?: string[];
}

/** Those that a policy may use: which only offer another endpoint, or whose provider has none, the compiler refuses by name. */
function modelsOf(provider: string): string[] {
  const read = (name: string) =>
    parse(readFileSync(new URL(`../../catalog/${provider}/${name}.yaml`, import.meta.url), "utf8")) as unknown;
  const { paths } = read("provider") as { paths: { embeddings?: string } };
  const { models } = read("models") as { models: Record<string, Entry> };
  const asked = Object.entries(models).filter(([, { kind, status }]) => kind === "embedding" && status !== "retired");
  const offered = asked.filter(([, { endpoints = ["embeddings"] }]) => endpoints.includes("embeddings"));
  return paths.embeddings === undefined ? [] : offered.map(([id]) => id);
}

const folders = readdirSync(new URL("../../catalog/", import.meta.url), { withFileTypes: true });
const models = folders
  .filter((entry) => entry.isDirectory())
  .flatMap(({ name }) => modelsOf(name).map((id) => [name, id] as const));

interface Served {
  seen: RawRequest[];
  ask(more?: object): Promise<Reply>;
}

async function serving(provider: string, model: string): Promise<Served> {
  const one = await rawServer((socket) => answer(socket, 404, "{}"));
  const routes = `routes:\n  index: { otherwise: ${JSON.stringify(`${provider}/${model}`)} }\n`;
  const compiled = compileFiles({ "routes.yaml": routes, "catalog.yaml": overlay }, { verify: false });
  const wrong = compiled.diagnostics.filter(({ severity }) => severity === "error");
  expect(wrong.map(({ code, message }) => `${code}: ${message}`)).toEqual([]);
  const table = JSON.parse(compiled.table!.text) as Table;
  for (const each of table.providers) {
    // Every origin is the server's, with the host as the first step of the path.
    const there = (url: string) => url.replace(/^(https?):\/\/([^/]+)/, `${one.url}/$1/$2`);
    each.chatUrl = there(each.chatUrl);
    if (each.embeddingsUrl !== undefined) each.embeddingsUrl = there(each.embeddingsUrl);
  }
  table.hash = tableHash(table);
  const env = Object.fromEntries(table.providers.flatMap(({ auth }) => auth.env.map((name) => [name, "the-key"])));
  const keys = [{ id: "k", hash: hashKey(KEY), tags: [] }];
  const runtime = await startRuntime({ table: JSON.stringify(table), port: 0, operatorPort: 0, keys, env });
  onTestFinished(() => runtime.close());
  const asks = (more: object = {}) =>
    ask(runtime, { path: "/v1/embeddings", body: { model: "index", input: "Hi", ...more } });
  return { seen: one.seen, ask: asks };
}

function at(body: object, path: string): unknown {
  return path.split(".").reduce<unknown>((value, name) => (value as Record<string, unknown> | undefined)?.[name], body);
}

describe.each(models)("%s/%s", (provider, model) => {
  const fixture = fixtures[`${provider} ${model}`] ?? fixtures[provider];

  test("is asked as its documentation says", async () => {
    expect(fixture?.docs).toMatch(/^https:/);
    const { url, key, body } = fixture!;
    const { seen, ask: asks } = await serving(provider, model);
    await asks();
    const [, scheme, host, path] = /^(https?):\/\/([^/]+)(.*)$/.exec(url)!;
    expect(decodeURIComponent(seen[0]!.url)).toBe(`/${scheme}/${host}${path!.replace("{model}", model)}`);
    const [name = "", value] = key?.split(": ") ?? [];
    if (key !== undefined) expect(seen[0]!.headers[name]).toBe(value);
    expect(seen[0]!.body).toEqual(JSON.parse(JSON.stringify(body).replaceAll("{model}", model)));
  });

  test("is asked for a length, base64 and a user by the names that its provider has for them, or not at all", async () => {
    const { dimensions, withoutDimensions = [], base64, user } = fixture!;
    const { seen, ask: asks } = await serving(provider, model);
    const sized = await asks({ dimensions: 256 });
    if (withoutDimensions.includes(model)) {
      expect([sized.status, sized.json.error?.param]).toEqual([400, "dimensions"]);
      expect(seen).toEqual([]);
    } else {
      expect(at(seen[0]!.body, dimensions)).toBe(256);
      if (dimensions !== "dimensions") expect(seen[0]!.body).not.toHaveProperty("dimensions");
    }
    await asks({ encoding_format: "base64", user: "u-1" });
    const { body } = seen.at(-1)!;
    expect(base64 === undefined ? "base64" : at(body, base64)).toBe("base64");
    if (base64 === undefined) expect(JSON.stringify(body)).not.toContain("base64");
    expect(user === undefined ? "u-1" : at(body, user)).toBe("u-1");
    if (user === undefined) expect(JSON.stringify(body)).not.toContain("u-1");
  });
});
