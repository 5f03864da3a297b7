import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { Random } from "../../agreement/random.ts";
import { compileFiles, findings } from "../in-memory.ts";

const policy = (target: string) => `routes:\n  chat: { otherwise: ${target} }\n`;
const compiled = (overlay: string, target = "openai/gpt-5.4-mini") =>
  compileFiles({ "app/routes.yaml": policy(target), "app/catalog.yaml": overlay });

describe("the overlay beside a policy", () => {
  test("makes its models targets, and its prices part of the table", () => {
    const overlay = `providers:
  local: { dialect: openai, baseUrl: "http://10.0.0.5:8000/v1" }
models:
  local/qwen: { context: 32768, name: Qwen/Qwen3-32B, price: { input: 0, output: 0 } }
`;
    const { diagnostics, table } = compiled(overlay, "local/qwen");
    expect(diagnostics).toEqual([]);
    expect(table?.value.providers).toMatchObject([
      { id: "local", chatUrl: "http://10.0.0.5:8000/v1/chat/completions", auth: { env: [] } },
    ]);
    expect(table?.value.targets).toMatchObject([
      { id: "local/qwen", model: "Qwen/Qwen3-32B", context: 32_768, price: { input: 0, output: 0 } },
    ]);
  });

  test("works in TypeScript, too, where its models have names that the types do not know", () => {
    const { diagnostics, table } = compileFiles({
      "routes.ts": `import { policy } from "pointsman";
export default policy({ routes: { chat: { otherwise: "openai/mini-eu" } } });
`,
      "catalog.yaml": "models:\n  openai/mini-eu: { like: openai/gpt-5.4-mini, region: eu }\n",
    });
    expect(diagnostics).toEqual([]);
    expect(table?.value.providers[0]?.chatUrl).toBe("https://eu.api.openai.com/v1/chat/completions");
  });

  test("changes the table's hash by its effect only", () => {
    const hash = (overlay: string) => compiled(overlay).table?.value.hash;
    const plain = compileFiles({ "routes.yaml": policy("openai/gpt-5.4-mini") }).table?.value.hash;
    expect(hash("models: {}\n")).toBe(plain);
    const discounted = hash("prices:\n  openai/*: { discount: 10% }\n");
    expect(discounted).not.toBe(plain);
    expect(hash("# ours\nprices: { openai/gpt-5.4-mini: { discount: 10% } }\n")).toBe(discounted);
  });

  test("puts deployments of one region at one provider, and others at their own", () => {
    const overlay = `models:
  openai/a: { like: openai/gpt-5.4-mini, region: eu }
  openai/b: { like: openai/gpt-6-luna, region: eu }
  openai/c: { like: openai/gpt-5.4-mini, region: us }
`;
    const { table } = compiled(overlay, "[openai/a, openai/b, openai/c]");
    expect(table?.value.providers.map(({ id }) => id)).toEqual(["openai@eu", "openai@us"]);
  });
});

test("the overlay in the catalog's README works as it says", () => {
  const readme = readFileSync(new URL("../../../catalog/README.md", import.meta.url), "utf8");
  const overlay = /```yaml\n([^`]*)```/.exec(readme)![1]!;
  const used = [
    "azure/gpt-5.4-mini",
    "azure-se/gpt-5.4-mini",
    "local/qwen",
    "openai/mini-eu",
    "anthropic/claude-opus-5-5",
  ];
  const { diagnostics, table } = compiled(overlay, `[${used.join(", ")}]`);
  expect(diagnostics).toEqual([]);
  expect(table?.value.targets.map(({ id, model, price }) => [id, model, price?.input])).toEqual([
    ["anthropic/claude-opus-5-5", "claude-opus-5-5", 3.5],
    ["azure-se/gpt-5.4-mini", "chat-2", 0.75],
    ["azure/gpt-5.4-mini", "gpt-5.4-mini", 0.75],
    ["local/qwen", "qwen", 0],
    ["openai/mini-eu", "gpt-5.4-mini", 0.6375],
  ]);
});

describe("an overlay of any form", () => {
  const words = [
    "{",
    "}",
    ":",
    "- ",
    "\n",
    "  ",
    "*",
    "&a ",
    "__proto__",
    "constructor",
    "{x}",
    "1e999",
    "~",
    "openai/",
    "like: ",
  ];
  const good = `providers: { azure: { variables: { resource: a } }, mine: { like: openai, region: eu } }
models:
  mine/gpt-5.4-mini: { quality: 0.5, price: { input: 1, output: 2 } }
prices:
  openai/*: { discount: 15% }
`;

  test("never makes the compiler throw", () => {
    const random = new Random(20261120);
    for (let round = 0; round < 500; round++) {
      let text = good;
      for (let edits = 0; edits < 3; edits++) {
        const at = random.integer(text.length);
        text = text.slice(0, at) + random.pick(words) + text.slice(at + random.integer(6));
      }
      expect(() => compiled(text), text).not.toThrow();
    }
  });
});

describe("a mistake in the overlay", () => {
  const found = (overlay: string) => findings(compiled(overlay));

  test.each([
    ["prices:\n  opnai/*: { discount: 15% }\n", ["name/unknown-provider: opnai/*"]],
    ["prices:\n  openai/gpt-5.4-mimi: { discount: 15% }\n", ["name/unknown-model: openai/gpt-5.4-mimi"]],
    ["providers:\n  azrue: { variables: { resource: a } }\n", ["name/unknown-provider: azrue"]],
    ["providers:\n  mine: { like: azrue }\n", ["name/unknown-provider: azrue"]],
    ["models:\n  openai/mine: { quality: 0.5 }\n", ["name/unknown-model: openai/mine"]],
    ["models:\n  openai/mine: { like: openai/gpt-55 }\n", ["name/unknown-model: openai/gpt-55"]],
    ["models:\n  openai/gpt-5.4-mini: { qualtiy: 0.5 }\n", ["name/unknown-key: qualtiy"]],
    ["limits:\n  openai: 3\n", ["name/unknown-key: limits"]],
    ["models:\n  openai/gpt-5.4-mini: { quality: 3 }\n", ["syntax/shape: 3"]],
    [
      "models:\n  openai/gpt-5.4-mini: { quality: 0.1 }\n  openai/gpt-5.4-mini: { quality: 0.2 }\n",
      ["syntax/duplicate-key: openai/gpt-5.4-mini"],
    ],
    ["models: [\n", ["syntax/yaml: "]],
    ["models:\n  openai/gpt-6-luna: { quality: 0.4 }\n", ["name/unused-overlay-entry: openai/gpt-6-luna"]],
    [
      "prices:\n  openai/*: { discount: 1% }\nmodels:\n  openai/gpt-5.4-mini: { price: { input: 1, output: 2 } }\n",
      ["name/unused-overlay-entry: openai/*"],
    ],
    ["models:\n  openai/x: { like: openai/gpt-5.4-mini, region: mars }\n", ["catalog/unknown-region: mars"]],
    ["providers:\n  anthropic: { region: eu }\n", ["catalog/unknown-region: eu"]],
  ])("%j is found where it was made", (overlay, expected) => {
    const shown = found(overlay).map((finding) => (finding.startsWith("syntax/yaml") ? "syntax/yaml: " : finding));
    expect(shown).toEqual(expected);
  });

  test("in its form is the only thing that is told, since names may depend on it", () => {
    expect(findings(compiled("modles: {}\n", "local/qwen"))).toEqual(["name/unknown-key: modles"]);
  });

  test.each([
    ["0.00075", 0.75],
    ["750000", 0.75],
    ["0.00000075", 0.75],
  ])("such as an input price of %s is asked about", (input, meant) => {
    const overlay = `prices:\n  openai/gpt-5.4-mini: { price: { input: ${input}, output: 4 } }\n`;
    const [finding] = compiled(overlay).diagnostics;
    expect(finding).toMatchObject({ code: "catalog/price-range", severity: "error" });
    expect(finding?.help).toContain(`${meant}?`);
  });

  test.each([0.001, 0.00076, 740, 0])("an input price of %d may be meant", (input) => {
    const overlay = `models:\n  openai/gpt-5.4-mini: { price: { input: ${input}, output: 4 } }\n`;
    expect(findings(compiled(overlay))).toEqual([]);
  });
});
