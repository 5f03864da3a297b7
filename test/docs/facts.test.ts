import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { type FactSpec, type FactType, type FactUnit, facts } from "../../schemas/facts.ts";
import { state } from "../../schemas/state.ts";
import { compileFiles } from "../compiler/in-memory.ts";

const page = readFileSync("docs/guide/facts.md", "utf8");
const TARGET = "openai/gpt-5.4-mini";
/** One of them can do whatever is asked. */
const CAPABLE = 'chain("anthropic/claude-haiku-5-5", "openai/gpt-audio-1.5")';

const units: Readonly<Record<FactUnit, string>> = {
  tokens: "tokens",
  count: "whole number",
  hours: "hour, 0–23",
  percent: "number, 0–100",
  ratio: "number",
  usd: "US dollars",
  ms: "milliseconds",
};

function typeText(type: FactType): string {
  if (type.kind === "number") return units[type.unit];
  if (type.kind === "enum") return type.values.map((value) => `\`"${value}"\``).join(" ");
  return { boolean: "true or false", string: "text", tags: "set of texts", text: "text" }[type.kind];
}

function row(name: string, { type, missing, about, example }: FactSpec): string {
  const shown = name.replace("*", "<name>");
  const cells = [`\`${shown}\``, typeText(type), about, missing ?? "never", `\`${example.replaceAll("|", "\\|")}\``];
  return `| ${cells.join(" | ")} |`;
}

describe("docs/guide/facts.md", () => {
  test.each(Object.entries(facts))("has a row for %s, as schemas/facts.ts tells of it", (name, spec) => {
    expect(page).toContain(row(name, spec));
  });

  test("has a row for nothing else but metadata and headers", () => {
    const rows = [...page.matchAll(/^\| `([\w.<>]+)` \|.*\|.*\|.*\|.*\|$/gm)].map(([, name]) => name);
    const known = Object.keys(facts).map((name) => name.replace("*", "<name>"));
    expect(rows.sort()).toEqual([...known, "headers.<name>", "metadata.<name>"].sort());
  });

  test("shows a state that `decide --state` takes", () => {
    const [, shown = ""] = /```json\n(\{[\s\S]*?\n\})\n```/.exec(page) ?? [];
    expect(state.safeParse(JSON.parse(shown)).success).toBe(true);
  });
});

describe("an example of a fact compiles without an error", () => {
  test.each(Object.entries(facts))("%s", (fact, { example }) => {
    const name = fact === "model" ? "chat-*" : "chat";
    const { diagnostics } = compileFiles({
      "routes.ts": `import { chain, ms, policy, usd } from "pointsman";
export default policy({
  tiers: { standard: "${TARGET}" },
  budgets: { team: { per: (r) => r.key.team, limit: usd(500), window: "month" } },
  routes: {
    "${name}": {
      rules: [{ when: (r) => ${example.replace("provider/model", TARGET)}, use: ${CAPABLE} }],
      otherwise: "standard",
    },
  },
});
`,
    });
    expect(diagnostics.filter(({ severity }) => severity === "error")).toEqual([]);
  });
});
