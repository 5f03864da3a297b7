import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { runCommand } from "../cli/recording-terminal.ts";
import { marked } from "./cursor.ts";
import { type Squiggle, startTsserver, type Tsserver } from "./tsserver.ts";

/** What TypeScript's own server says of a policy with models of its own, after `pointsman types`. */
const folder = realpathSync(mkdtempSync(join(tmpdir(), "pointsman-editors-")));
const file = join(folder, "routes.ts");
const helper = join(folder, "rules.ts");
let server: Tsserver;

const overlay = `providers:
  vllm: { dialect: openai, baseUrl: "https://llm.example.com/v1", jurisdiction: DE }
models:
  vllm/llama-70b: { context: 32000, price: { input: 0.1, output: 0.2 }, retiresOn: "2027-05-01" }
`;

function policy(rule: string, more = ""): string {
  return `import { chain, cheapest, policy, split, s, usd } from "pointsman";
export default policy({
  metadata: { priority: ["low", "high"], team: "string" },
  tiers: { premium: chain("vllm/llama-70b", "openai/gpt-5.4-mini"), standard: "openai/gpt-5.4-mini", ${more} },
  budgets: { monthly: { per: (r) => r.key.team, missing: "pool", limit: usd(500), window: "month" } },
  routes: { chat: { rules: [${rule}], otherwise: "standard", deadline: s(60) } },
});
`;
}

beforeAll(async () => {
  const root = join(import.meta.dirname, "../..");
  mkdirSync(join(folder, "node_modules"));
  symlinkSync(join(root, "node_modules/typescript"), join(folder, "node_modules/typescript"));
  const paths = { pointsman: [join(root, "dsl/index.ts")], "pointsman/project": [join(root, "dsl/project.ts")] };
  const compilerOptions = {
    strict: true,
    noEmit: true,
    types: [],
    module: "esnext",
    moduleResolution: "bundler",
    target: "esnext",
    allowImportingTsExtensions: true,
    paths,
  };
  writeFileSync(join(folder, "tsconfig.json"), JSON.stringify({ compilerOptions }));
  writeFileSync(join(folder, "package.json"), '{ "type": "module" }');
  writeFileSync(join(folder, "catalog.yaml"), overlay);
  writeFileSync(file, policy('{ when: (r) => r.stream, use: "premium" }'));
  writeFileSync(helper, "export {};\n");
  expect(await runCommand(["types", file])).toMatchObject({ code: 0, err: "" });
  server = startTsserver();
});

afterAll(() => {
  server?.close();
  rmSync(folder, { recursive: true, force: true });
});

async function completions(text: string, path = file): Promise<string[]> {
  const { text: whole, line, character } = marked(text);
  server.open(path, whole);
  return server.completions(path, line, character);
}

async function squiggles(text: string, path = file): Promise<Squiggle[]> {
  server.open(path, text);
  return server.squiggles(path);
}

describe("TypeScript's server completes", () => {
  const cases: [what: string, text: string, expected: string[]][] = [
    [
      "tiers, models and own models",
      policy('{ when: (r) => r.stream, use: "¦" }'),
      ["premium", "standard", "vllm/llama-70b", "openai/gpt-6-luna"],
    ],
    ["them in a chain", policy("", 'more: chain("¦")'), ["vllm/llama-70b", "openai/gpt-6-luna"]],
    ["them in a chain of a rule", policy('{ when: (r) => r.stream, use: chain("¦") }'), ["premium", "vllm/llama-70b"]],
    ["own models in a split", policy("", 'more: split({ "¦": 1 })'), ["vllm/llama-70b"]],
    ["values of metadata", policy('{ when: (r) => r.metadata.priority === "¦", use: "premium" }'), ["low", "high"]],
    ["budgets", policy('{ when: (r) => r.budget.¦, use: "premium" }'), ["monthly"]],
    ["windows of budgets", policy("").replace('"month"', '"¦"'), ["hour", "day", "month", "total"]],
    [
      "failure classes",
      policy("").replace("deadline:", 'fallbackOn: ["¦"], deadline:'),
      ["rate-limited", "content-filter"],
    ],
  ];
  test.each(cases)("%s", async (_, text, expected) => {
    expect(await completions(text)).toEqual(expect.arrayContaining(expected));
  });

  test("what the project's policies declare, in a helper of its own", async () => {
    const rule = (condition: string) => `import type { Facts, Strategy } from "pointsman";
export const isUrgent = (r: Facts) => ${condition};
export const best: Strategy = "premium";
`;
    expect(await completions(rule('r.metadata.priority === "¦"'), helper)).toEqual(["low", "high"]);
    expect(await completions(rule("r.budget.¦ "), helper)).toContain("monthly");
    expect(await squiggles(rule('r.metadata.priority === "high"'), helper)).toEqual([]);
    expect(await squiggles(rule('r.metadata.priorty === "high"'), helper)).toEqual([
      { text: "priorty", message: expect.stringContaining("Did you mean 'priority'?") },
    ]);
    const [tier] = await squiggles(rule("r.stream").replace('"premium"', '"premum"'), helper);
    expect(tier).toMatchObject({ text: "best", message: expect.stringContaining('"premium"') });
  });
});

describe("TypeScript's server marks", () => {
  test("nothing in a policy that is right", async () => {
    expect(
      await squiggles(
        policy('{ when: (r) => r.budget.monthly.left < usd(5) * 2, use: chain("premium", "vllm/llama-70b") }'),
      ),
    ).toEqual([]);
  });

  const wrong: [what: string, text: string, marked: string, message: RegExp][] = [
    ["a tier", policy('{ when: (r) => r.stream, use: "premum" }'), "use", /Did you mean '"premium"'/],
    [
      "a model, where it is written",
      policy("", 'more: chain("openai/gpt-5.4-mini", "openai/gpt-5.4-mimi")'),
      '"openai/gpt-5.4-mimi"',
      /^[^\n]*$/,
    ],
    ["an own model", policy("", 'more: chain("vllm/lama-70b")'), '"vllm/lama-70b"', /^[^\n]*$/],
    [
      "a model in a list",
      policy("", 'more: cheapest(["vllm/lama-70b", "openai/gpt-5.4-mini"])'),
      '"vllm/lama-70b"',
      /Did you mean '"vllm\/llama-70b"'/,
    ],
    [
      "a model in a split",
      policy("", 'more: split({ "vllm/lama-70b": 1 })'),
      '"vllm/lama-70b"',
      /there is no such model/,
    ],
    [
      "a name of metadata",
      policy('{ when: (r) => r.metadata.priorty === "high", use: "premium" }'),
      "priorty",
      /Did you mean 'priority'/,
    ],
    [
      "a value of metadata",
      policy('{ when: (r) => r.metadata.priority === "hihg", use: "premium" }'),
      'r.metadata.priority === "hihg"',
      /no overlap/,
    ],
    ["a unit", policy('{ when: (r) => r.stream, use: "premium", maxCost: s(5) }'), "maxCost", /Duration/],
    [
      "a failure class",
      policy("").replace("deadline:", 'fallbackOn: ["rate-limit"], deadline:'),
      '"rate-limit"',
      /rate-limited/,
    ],
  ];
  test.each(wrong)("%s", async (_, text, place, message) => {
    const [found, ...others] = await squiggles(text);
    expect(found).toEqual({ text: place, message: expect.stringMatching(message) });
    expect(others).toEqual([]);
  });
});

test("a hover over an own model's key says its price and law", async () => {
  const { text, line, character } = marked(
    `import type { Models } from "pointsman/project";\ndeclare const it: Models; it["vllm/lla¦ma-70b"];\n`,
  );
  server.open(helper, text);
  expect(await server.hover(helper, line, character)).toMatch(/\$0\.1 in, \$0\.2 out.*Law: DE.*Retires on 2027-05-01/s);
});
