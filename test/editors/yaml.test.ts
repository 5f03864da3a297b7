import { mkdtempSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Finding, type Item, type LanguageClient, startLanguageServer } from "../../bench/lsp/language-client.ts";
import { runCommand } from "../cli/recording-terminal.ts";
import { marked } from "./cursor.ts";

/** What the YAML language server of common editors says of a policy, with the schema that `pointsman types` writes. */
const folder = realpathSync(mkdtempSync(join(tmpdir(), "pointsman-yaml-")));
const server = join(import.meta.dirname, "../../node_modules/yaml-language-server/bin/yaml-language-server");
let client: LanguageClient;
let opened = 0;

const overlay = `providers:
  vllm: { dialect: openai, baseUrl: "https://llm.example.com/v1", jurisdiction: DE }
models:
  vllm/llama-70b: { context: 32000, price: { input: 0.1, output: 0.2 }, retiresOn: "2099-05-01" }
`;

function policy(route: string, more = ""): string {
  return `# yaml-language-server: $schema=./routes.schema.json
metadata:
  priority: [low, high]
  team: string
headers: { x-plan: string }
tiers:
  premium: [vllm/llama-70b, openai/gpt-5.4-mini]
  standard: openai/gpt-5.4-mini
routes:
  chat:
    ${route}
${more}`;
}

const fine = "otherwise: standard";

beforeAll(async () => {
  writeFileSync(join(folder, "package.json"), "{}");
  writeFileSync(join(folder, "catalog.yaml"), overlay);
  writeFileSync(join(folder, "routes.yaml"), policy(fine));
  expect(await runCommand(["types", join(folder, "routes.yaml")])).toMatchObject({ code: 0, err: "" });
  const settings = { schemaStore: { enable: false }, validate: true, hover: true, completion: true };
  client = await startLanguageServer([process.execPath, server, "--stdio"], { cwd: folder, settings });
});

afterAll(async () => {
  await client?.stop();
  rmSync(folder, { recursive: true, force: true });
});

function open(text: string): string {
  opened += 1;
  const path = join(folder, `open-${opened}.yaml`);
  client.open(path, text);
  return path;
}

function at(path: string, { line, character }: { line: number; character: number }) {
  return { textDocument: { uri: pathToFileURL(path).href }, position: { line, character } };
}

async function completions(text: string): Promise<string[]> {
  const place = marked(text);
  const path = open(place.text);
  const found = await client.ask<{ items: Item[] } | Item[]>("textDocument/completion", at(path, place));
  return (Array.isArray(found) ? found : found.items).map(({ label }) => label);
}

async function hover(text: string): Promise<string> {
  const place = marked(text);
  const path = open(place.text);
  const found = await client.ask<{ contents: { value: string } } | null>("textDocument/hover", at(path, place));
  return found?.contents.value ?? "";
}

/** What is underlined, and what is said of it. */
async function squiggles(text: string): Promise<string[]> {
  const lines = text.split("\n");
  const told = ({ range: { start, end }, message }: Finding) =>
    `${start.line === end.line ? lines[start.line]!.slice(start.character, end.character) : "several lines"}: ${message}`;
  return (await client.findings(open(text))).map(told);
}

describe("the YAML language server completes", () => {
  const cases: [what: string, text: string, expected: string[]][] = [
    [
      "tiers, models and own models",
      policy("otherwise: ¦"),
      ["premium", "standard", "vllm/llama-70b", "openai/gpt-6-luna"],
    ],
    ["them in a list", policy("otherwise: [premium, ¦]"), ["standard", "vllm/llama-70b"]],
    ["failure classes", policy("otherwise: standard\n    fallbackOn: [¦]"), ["rate-limited", "content-filter"]],
    ["them as keys", policy("otherwise: standard\n    fallbackOn:\n      ¦"), ["rate-limited", "default"]],
    ["units", policy("otherwise: standard\n    deadline: ¦"), ["60s", "5m"]],
    [
      "facts",
      policy("otherwise:\n      balance: [premium, standard]\n      sticky: ¦"),
      ["metadata.team", "key.id", "headers.x-plan"],
    ],
    [
      "embedding models alone",
      policy("otherwise: standard\n    cache:\n      semantic:\n        embedder: ¦"),
      ["mistral/mistral-embed"],
    ],
    ["settings", policy("otherwise: standard\n    ¦"), ["fallbackOn", "deadline"]],
  ];
  test.each(cases)("%s", async (_, text, expected) => {
    expect(await completions(text)).toEqual(expect.arrayContaining(expected));
  });
});

describe("the YAML language server shows", () => {
  const cases: [what: string, text: string, expected: RegExp][] = [
    ["what a setting is for", policy("otherwise: standard\n    dead¦line: 60s"), /For the whole request/],
    ["what a route is", policy("other¦wise: [standard]"), /What serves the requests/],
    ["what a model costs", policy("otherwise: openai/gpt¦-5.4-mini"), /\$[\d.]+ in, \$[\d.]+ out/],
    [
      "what an own model costs, its window, law and end",
      policy("otherwise: vllm/lla¦ma-70b"),
      /\$0\.1 in.*32,000 tokens.*Law: DE.*Retires on 2099-05-01/s,
    ],
  ];
  test.each(cases)("%s", async (_, text, expected) => {
    const shown = await hover(text);
    expect(shown).toMatch(expected);
    // Of hundreds of models only the one that is pointed at.
    expect(shown.length).toBeLessThan(600);
  });
});

describe("the YAML language server marks", () => {
  test("nothing in a policy that is right", async () => {
    const rules = `rules:
      - { when: r.metadata.priority === "high", use: [premium, vllm/llama-70b], maxCost: $0.10 }
      - { when: r.stream, use: { reject: 403, message: "No." } }
    otherwise: { split: { premium: 1, openai/gpt-5.4-mini: 2 }, by: metadata.team }
    deadline: 60s
    max: { inputTokens: 100_000, outputTokens: 8000 }
    fallbackOn: { content-filter: premium, default: true }`;
    expect(await squiggles(policy(rules))).toEqual([]);
  });

  const wrong: [what: string, text: string, place: string, message: RegExp][] = [
    ["a tier", policy("otherwise: premum"), "premum", /no such tier/],
    ["a model", policy("otherwise: openai/gpt-5.4-mimi"), "openai/gpt-5.4-mimi", /no such model/],
    ["an own model in a list", policy("otherwise: [vllm/lama-70b, premium]"), "vllm/lama-70b", /no such model/],
    [
      "a unit",
      policy("otherwise: standard\n    deadline: 60 sec"),
      "60 sec",
      /number with its unit, such as 1500ms, 60s/,
    ],
    [
      "a number",
      policy("otherwise: standard\n    max: { outputTokens: 8k }"),
      "8k",
      /whole number.*8000 or 8_000|32_000/,
    ],
    ["an amount", policy("otherwise: standard\n    maxCost: 5 USD"), "5 USD", /begins with a dollar sign/],
    [
      "a failure class",
      policy("otherwise: standard\n    fallbackOn: [rate-limit]"),
      "rate-limit",
      /A failure class is one of connect/,
    ],
    [
      "a fact",
      policy("otherwise: { balance: [premium, standard], sticky: metadata.tema }"),
      "metadata.tema",
      /metadata\.team/,
    ],
    ["a setting", policy("otherwise: standard\n    deadlne: 60s"), "deadlne", /deadlne/],
  ];
  test.each(wrong)("%s", async (_, text, place, message) => {
    const found = await squiggles(text);
    expect(found.filter((said) => said.startsWith(`${place}: `))).toEqual([expect.stringMatching(message)]);
    expect(found.join("\n")).not.toMatch(/\\d|\^\[|pattern/);
  });
});
