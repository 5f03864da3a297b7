import { mkdtempSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Finding, type Item, type LanguageClient, startLanguageServer } from "../../bench/lsp/language-client.ts";
import { marked } from "./cursor.ts";

/** `pointsman lsp`, as an editor starts it. */
const folder = realpathSync(mkdtempSync(join(tmpdir(), "pointsman-lsp-")));
const main = join(import.meta.dirname, "../../cli/main.ts");
let client: LanguageClient;

const overlay = `providers:
  vllm: { dialect: openai, baseUrl: "https://llm.example.com/v1", jurisdiction: DE }
models:
  vllm/llama-70b: { context: 32000, price: { input: 0.1, output: 0.2 }, retiresOn: "2099-05-01" }
`;

function inYaml(rule: string, more = ""): string {
  return `metadata:
  priority: [low, high]
tiers:
  premium: [vllm/llama-70b, openai/gpt-5.4-mini]
  standard: [openai/gpt-5.4-mini, anthropic/claude-haiku-5-5]
routes:
  chat:
    rules:
      - ${rule}
    otherwise: standard
    max: { inputTokens: 8000, outputTokens: 2000 }
    deadline: 60s
${more}`;
}

function inTypescript(rule: string, more = ""): string {
  return `import { chain, policy, s, usd } from "pointsman";

export default policy({
  metadata: { priority: ["low", "high"] },
  tiers: {
    premium: chain("vllm/llama-70b", "openai/gpt-5.4-mini"),
    standard: chain("openai/gpt-5.4-mini", "anthropic/claude-haiku-5-5"),
  },
  routes: {
    chat: { rules: [${rule}], otherwise: "standard", max: { inputTokens: 8_000, outputTokens: 2_000 }, deadline: s(60), ${more} },
  },
});
`;
}

const yamlRule = '{ when: r.metadata.priority === "high", use: premium }';
const typescriptRule = '{ when: (r) => r.metadata.priority === "high", use: "premium" }';

/** A busy machine is no failure. */
const patient = { timeout: 60_000 };
let opened = 0;

/** A file of its own, so that nothing of an earlier test is left. */
function open(extension: string, text: string): string {
  opened += 1;
  const path = join(folder, `routes-${opened}.${extension}`);
  writeFileSync(path, text);
  client.open(path, text);
  return path;
}

function at(path: string, { line, character }: { line: number; character: number }) {
  return { textDocument: { uri: pathToFileURL(path).href }, position: { line, character } };
}

async function completions(extension: string, text: string): Promise<Item[]> {
  const place = marked(text);
  const path = open(extension, place.text);
  return client.ask<Item[]>("textDocument/completion", at(path, place));
}

async function hover(extension: string, text: string): Promise<string> {
  const place = marked(text);
  const path = open(extension, place.text);
  const found = await client.ask<{ contents: { value: string } } | null>("textDocument/hover", at(path, place));
  return found?.contents.value ?? "";
}

/** What is underlined of a text, with the code of the finding. */
function underlined(text: string, findings: readonly Finding[]): string[] {
  const lines = text.split("\n");
  return findings.map(({ range: { start, end }, code }) => {
    const piece = start.line === end.line ? lines[start.line]!.slice(start.character, end.character) : "several lines";
    return `${code}: ${piece}`;
  });
}

async function squiggles(extension: string, text: string): Promise<string[]> {
  return underlined(text, await client.findings(open(extension, text)));
}

beforeAll(async () => {
  writeFileSync(join(folder, "package.json"), "{}");
  writeFileSync(join(folder, "catalog.yaml"), overlay);
  client = await startLanguageServer([process.execPath, main, "lsp", "--stdio"], { cwd: folder });
});

afterAll(async () => {
  expect(await client?.stop()).toBe(0);
  rmSync(folder, { recursive: true, force: true });
});

test.each([
  ["yaml", inYaml(yamlRule)],
  ["ts", inTypescript(typescriptRule)],
])("a policy in .%s that is right has no findings", async (extension, text) => {
  expect(await squiggles(extension, text)).toEqual([]);
});

describe("what is wrong is underlined where it is written", () => {
  const cases: [what: string, extension: string, text: string, expected: string[]][] = [
    ["a tier", "yaml", inYaml(yamlRule.replace("premium", "premum")), ["name/unknown-tier: premum"]],
    ["a tier", "ts", inTypescript(typescriptRule.replace("premium", "premum")), ['name/unknown-tier: "premum"']],
    [
      "an own model",
      "yaml",
      inYaml(yamlRule).replace("vllm/llama-70b", "vllm/lama-70b"),
      ["name/unknown-model: vllm/lama-70b"],
    ],
    [
      "an own model",
      "ts",
      inTypescript(typescriptRule).replace("vllm/llama-70b", "vllm/lama-70b"),
      ['name/unknown-model: "vllm/lama-70b"'],
    ],
    ["a value of metadata", "yaml", inYaml(yamlRule.replace('"high"', '"hihg"')), ['name/unknown-value: "hihg"']],
    [
      "a value of metadata",
      "ts",
      inTypescript(typescriptRule.replace('"high"', '"hihg"')),
      ['name/unknown-value: "hihg"'],
    ],
    ["a unit", "yaml", inYaml(yamlRule).replace("60s", "60 sec"), ["syntax/wrong-unit: 60 sec"]],
    [
      "a unit in a condition",
      "yaml",
      inYaml("{ when: r.inputTokens > usd(3), use: premium }"),
      ["syntax/unit-mismatch: r.inputTokens > usd(3)"],
    ],
    [
      "a unit in a condition",
      "ts",
      inTypescript('{ when: (r) => r.inputTokens > usd(3), use: "premium" }'),
      ["syntax/unit-mismatch: r.inputTokens > usd(3)"],
    ],
    [
      "a failure class",
      "yaml",
      inYaml(yamlRule, "    fallbackOn: [rate-limit]\n"),
      ["name/unknown-failure-class: rate-limit"],
    ],
    [
      "a failure class",
      "ts",
      inTypescript(typescriptRule, 'fallbackOn: ["rate-limit"]'),
      ['name/unknown-failure-class: "rate-limit"'],
    ],
  ];
  test.each(cases)("%s, in .%s", async (_, extension, text, expected) => {
    expect(await squiggles(extension, text)).toEqual(expect.arrayContaining(expected));
  });
});

test("a finding about all requests comes with the request that shows it, and the way that it takes", async () => {
  const text = inYaml(
    yamlRule,
    'invariants:\n  urgent goes to Germany: { when: r.metadata.priority === "high", every: t.jurisdiction === "DE" }\n',
  );
  const [found] = await client.findings(open("yaml", text));
  expect(found).toMatchObject({ code: "invariant/refuted", severity: 1 });
  expect(found!.message).toContain("For example:");
  expect(found!.message).toContain('"priority": "high"');
  expect(found!.relatedInformation!.map(({ message }) => message).join("\n")).toMatch(/openai\/gpt-5.4-mini|decides/);
});

test("findings follow the keystrokes, of the text and of the overlay beside it", async () => {
  const path = open("yaml", inYaml(yamlRule));
  expect(await client.findings(path)).toEqual([]);
  const line = inYaml(yamlRule)
    .split("\n")
    .findIndex((row) => row.includes("use: premium"));
  const character = inYaml(yamlRule).split("\n")[line]!.indexOf("premium");
  client.edit(path, { start: { line, character }, end: { line, character: character + 4 } }, "prem");
  expect(await client.findings(path)).toEqual([]);
  client.edit(path, { start: { line, character }, end: { line, character: character + 7 } }, "premum");
  expect((await client.findings(path)).map(({ code }) => code)).toContain("name/unknown-tier");
  client.change(path, inYaml(yamlRule));
  expect(await client.findings(path)).toEqual([]);
  const beside = join(folder, "catalog.yaml");
  client.open(beside, overlay.replace("llama-70b", "llama-8b"));
  await expect
    .poll(async () => (await client.findings(path)).map(({ code }) => code), patient)
    .toContain("name/unknown-model");
  client.change(beside, overlay);
  await expect.poll(async () => await client.findings(path), patient).toEqual([]);
  client.notify("textDocument/didClose", { textDocument: { uri: pathToFileURL(beside).href } });
});

test.each([
  ["yaml", inYaml(yamlRule.replace("premium", "premum"))],
  ["ts", inTypescript(typescriptRule.replace("premium", "premum"))],
])("a quick fix in .%s mends what is certain", async (extension, text) => {
  const path = open(extension, text);
  const found = (await client.findings(path)).find(({ code }) => code === "name/unknown-tier");
  const uri = pathToFileURL(path).href;
  const actions = await client.ask<
    { title: string; edit: { changes: Record<string, { newText: string; range: Finding["range"] }[]> } }[]
  >("textDocument/codeAction", { textDocument: { uri }, range: found!.range, context: { diagnostics: [] } });
  expect(actions.map(({ title }) => title)).toEqual(["Replace `premum` with `premium`"]);
  const [{ newText, range } = { newText: "", range: undefined }] = actions[0]!.edit.changes[uri] ?? [];
  client.edit(path, range!, newText);
  expect(await client.findings(path)).toEqual([]);
});

describe("hovering", () => {
  const cases: [what: string, extension: string, text: string, expected: RegExp][] = [
    [
      "a tier",
      "yaml",
      inYaml(yamlRule.replace("use: pre", "use: pre¦")),
      /\*\*tier premium\*\*.*vllm\/llama-70b, openai/s,
    ],
    [
      "a tier",
      "ts",
      inTypescript(typescriptRule.replace('"pre', '"pre¦')),
      /\*\*tier premium\*\*.*chain\("vllm\/llama-70b"/s,
    ],
    [
      "an own model",
      "yaml",
      inYaml(yamlRule).replace("vllm/", "vllm/¦"),
      /\$0\.1 in, \$0\.2 out.*32,000 tokens.*Law: DE.*Retires on 2099-05-01/s,
    ],
    ["an own model", "ts", inTypescript(typescriptRule).replace("vllm/", "vllm/¦"), /\$0\.1 in, \$0\.2 out/],
    [
      "a model",
      "ts",
      inTypescript(typescriptRule).replace('"openai/', '"ope¦nai/'),
      /Price: \$.*per million tokens.*Window: .*Law: US/s,
    ],
    ["metadata", "yaml", inYaml(yamlRule.replace("priority", "prio¦rity")), /one of "low", "high"/],
    ["a fact", "yaml", inYaml("{ when: r.inp¦utTokens > 500, use: premium }"), /Estimated tokens.*a number of tokens/s],
    [
      "a failure class",
      "yaml",
      inYaml(yamlRule, "    fallbackOn: [rate-¦limited]\n"),
      /goes on to the next target by itself/i,
    ],
    ["a failure class", "ts", inTypescript(typescriptRule, 'fallbackOn: ["rate-¦limited"]'), /failure class/],
  ];
  test.each(cases)("over %s, in .%s", async (_, extension, text, expected) => {
    expect(await hover(extension, text)).toMatch(expected);
  });
});

describe("completion", () => {
  const cases: [what: string, text: string, expected: string[]][] = [
    [
      "tiers, models and own models",
      inYaml(yamlRule.replace("premium", "¦")),
      ["premium", "standard", "vllm/llama-70b", "openai/gpt-6-luna"],
    ],
    ["them in a list", inYaml(yamlRule).replace("[vllm/llama-70b,", "[pre¦,"), ["premium", "vllm/llama-70b"]],
    ["names of metadata", inYaml("{ when: r.metadata.¦, use: premium }"), ["priority"]],
    ["values of metadata", inYaml('{ when: r.metadata.priority === "¦", use: premium }'), ["low", "high"]],
    ["values in a list", inYaml(`{ when: '["¦"].includes(r.metadata.priority)', use: premium }`), ["low", "high"]],
    [
      "values of headers",
      `headers: { x-plan: [gold, free] }\n${inYaml(`{ when: 'r.headers["x-plan"] === "¦"', use: premium }`)}`,
      ["gold", "free"],
    ],
    ["facts", inYaml("{ when: r.¦, use: premium }"), ["inputTokens", "needs", "metadata", "hour"]],
    ["parts of facts", inYaml("{ when: r.needs.¦, use: premium }"), ["vision", "tools"]],
    ["units", inYaml(yamlRule).replace("60s", "¦"), ["60s", "5m", "1500ms"]],
    ["failure classes", inYaml(yamlRule, "    fallbackOn: [¦]\n"), ["rate-limited", "content-filter"]],
    ["settings", inYaml(yamlRule, "    ¦\n"), ["fallbackOn", "hedge", "cache"]],
  ];
  test.each(cases)("of %s, in .yaml", async (_, text, expected) => {
    expect((await completions("yaml", text)).map(({ label }) => label)).toEqual(expect.arrayContaining(expected));
  });

  test.each([
    ["yaml", inYaml(yamlRule.replace("premium", "¦"))],
    ["ts", inTypescript(typescriptRule.replace("premium", "¦"))],
    ["ts", inTypescript(typescriptRule).replace('"vllm/llama-70b"', '"¦"')],
  ])("has the tiers before everything else, in .%s", async (extension, text) => {
    const items = (await completions(extension, text)).toSorted((a, b) => (a.sortText! < b.sortText! ? -1 : 1));
    expect(items.slice(0, 2).map(({ label }) => label)).toEqual(["premium", "standard"]);
    // TypeScript's server sorts its own, the models, by this.
    expect(items[1]!.sortText! < "11").toBe(true);
  });

  test("says of a model that is looked at what it costs", async () => {
    const items = await completions("yaml", inYaml(yamlRule.replace("premium", "¦")));
    const item = items.find(({ label }) => label === "vllm/llama-70b");
    const { documentation } = await client.ask<Item>("completionItem/resolve", item!);
    expect(documentation).toContain("$0.1 in, $0.2 out");
  });
});

test.each([
  ["yaml", inYaml(yamlRule.replace("use: pre", "use: pre¦")), "premium:"],
  ["ts", inTypescript(typescriptRule.replace('"pre', '"pre¦')), "premium:"],
  ["yaml", inYaml(yamlRule.replace("priority", "prio¦rity")), "priority:"],
  ["ts", inTypescript(typescriptRule.replace("priority", "prio¦rity")), "priority:"],
])("in .%s a name leads to where it is declared", async (extension, text, expected) => {
  const place = marked(text);
  const path = open(extension, place.text);
  const found = await client.ask<{ uri: string; range: Finding["range"] }>("textDocument/definition", at(path, place));
  const line = place.text.split("\n")[found.range.start.line]!;
  expect(line.slice(found.range.start.character)).toMatch(new RegExp(`^${expected}`));
});

test("what is no policy is left alone", async () => {
  const path = open("yaml", "on: push\njobs: { build: { steps: [] } }\n");
  expect(await client.ask("textDocument/hover", at(path, { line: 0, character: 1 }))).toBeNull();
  expect(await client.ask("textDocument/completion", at(path, { line: 0, character: 3 }))).toEqual([]);
});
