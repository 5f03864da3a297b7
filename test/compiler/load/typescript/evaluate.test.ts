import { describe, expect, test } from "vitest";
import { compileFiles, findings } from "../../in-memory.ts";

/** The plan that a policy gives its only route, for policies whose parts are computed. */
function targetsOf(source: string, more: Record<string, string> = {}): string[] {
  const compiled = compileFiles({ "routes.ts": source, ...more });
  expect(compiled.diagnostics).toEqual([]);
  const table = compiled.table!.value;
  const action = table.routes[0]!.otherwise;
  return "plan" in action ? table.plans[action.plan]!.targets.map((index) => table.targets[index]!.id) : [];
}

const MINI = "openai/gpt-5.4-mini";
const HAIKU = "anthropic/claude-haiku-5-5";

describe("a policy in TypeScript may be computed from", () => {
  test.each([
    ["constants and templates", 'const model = "gpt-5.4-mini";', "`openai/${model}`"],
    ["spreads of lists", `const rest = ["${MINI}"] as const;`, "chain(...rest)"],
    [
      "functions",
      "const at = (provider: string, model: string) => `${provider}/${model}`;",
      'at("openai", "gpt-5.4-mini")',
    ],
    ["function declarations used before they stand", "", `later("${MINI}")`],
    [
      "block bodies with early returns",
      'const pick = (n: number) => { if (n > 1) return "x"; const m = "gpt-5.4-mini"; return `openai/${m}`; };',
      "pick(1)",
    ],
    ["ternaries", "", `1 < 2 ? "${MINI}" : "x"`],
    [
      "list methods",
      "",
      `chain(...["gpt-5.4-mini", "nano"].filter((m) => m.includes("mini")).map((m) => \`openai/\${m}\`))`,
    ],
    [
      "object entries",
      `const models = { openai: "gpt-5.4-mini" };`,
      "chain(...Object.entries(models).map((e) => `${e[0]}/${e[1]}`))",
    ],
    ["members of objects", `const models = { cheap: "${MINI}" } as const;`, "models.cheap"],
    ["nullish and logical choices", "const none = undefined;", `none ?? "${MINI}"`],
  ])("%s", (_, before, expression) => {
    const source = `import { chain, policy } from "pointsman";
      ${before}
      export default policy({ tiers: { t: chain("${HAIKU}") }, routes: { chat: { otherwise: ${expression} } } });
      function later(model: string) { return model; }`;
    expect(targetsOf(source)).toEqual([MINI]);
  });

  test("other files of the project, JSON included", () => {
    const source = `import { policy } from "pointsman";
      import { standard } from "./shared/tiers.ts";
      export default policy({ tiers: { standard }, routes: { chat: { otherwise: "standard" } } });`;
    const tiers = `import { chain } from "pointsman"; import models from "../models.json";
      export const standard = chain(models.first, "${HAIKU}");`;
    const more = { "shared/tiers.ts": tiers, "models.json": JSON.stringify({ first: MINI }) };
    expect(targetsOf(source, more)).toEqual([MINI, HAIKU]);
  });
});

describe("what a policy may not do is found at its exact place", () => {
  const found = (body: string) =>
    findings(compileFiles({ "routes.ts": `import { policy } from "pointsman";\n${body}` }));
  const routes = `export default policy({ routes: { chat: { otherwise: "${MINI}" } } });`;

  test.each([
    ["a clock", "const now = Date.now();", "syntax/not-allowed: Date"],
    ["chance", "const chance = Math.random();", "syntax/not-allowed: Math"],
    ["the environment", "const key = process.env.KEY;", "syntax/not-allowed: process"],
    ["the network", 'const data = fetch("https://example.com");', "syntax/not-allowed: fetch"],
    ["variables", "let n = 1;", "syntax/not-allowed: let n = 1"],
    ["classes", "class A {}", "syntax/not-allowed: class A {}"],
    ["loops", "for (;;) {}", "syntax/not-allowed: for (;;) {}"],
    ["side effects", "console.log(1);", "syntax/not-allowed: console.log(1);"],
    ["packages", 'import fs from "node:fs";', 'syntax/import-not-allowed: "node:fs"'],
    ["files outside the project", 'import x from "../../x.ts";', 'syntax/import-not-allowed: "../../x.ts"'],
    ["dynamic imports", 'const x = import("./x.ts");', 'syntax/not-allowed: import("./x.ts")'],
    ["async functions", "const f = async () => 1;", "syntax/not-allowed: async"],
  ])("%s", (_, statement, expected) => {
    expect(found(`${statement}\n${routes}`)).toEqual([expected]);
  });

  test("several mistakes are all found, each once", () => {
    const body = `const a = Date.now(); const b = a + 1; const c = b * Math.random();\n${routes}`;
    expect(found(body)).toEqual(["syntax/not-allowed: Date", "syntax/not-allowed: Math"]);
  });

  test("policy code is read, never run", () => {
    const body = `const boom = () => { throw new Error("executed"); };\nconst x = boom();\n${routes}`;
    expect(found(body)).toEqual(['syntax/not-allowed: throw new Error("executed");']);
  });
});

test("a finding names the use, the constant and the calls between", () => {
  const { diagnostics } = compileFiles({
    "routes.ts": `import { policy } from "pointsman";
import { longerThan } from "./presets.ts";
export default policy({ routes: { chat: { rules: [{ when: (r) => longerThan(r), use: "${MINI}" }], otherwise: "${MINI}" } } });`,
    "presets.ts": `const LIMIT = "32000";\nexport const longerThan = (r) => r.inputTokens > LIMIT;`,
  });
  expect(diagnostics.map((d) => [d.code, d.span?.file.name])).toEqual([["syntax/condition-type", "presets.ts"]]);
});
