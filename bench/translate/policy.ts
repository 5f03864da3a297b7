/** One route for each dialect, with a single target and no rule, so that nothing but the translation differs. */
import { compile } from "../../compiler/index.ts";

/** By dialect, a target that speaks it. */
export const targets = {
  openai: "openai/gpt-5.4-mini",
  anthropic: "anthropic/claude-haiku-5-5",
  gemini: "google/gemini-3.5-flash",
  "bedrock-converse": "bedrock/amazon.nova-lite-v1:0",
  cohere: "cohere/command-a-03-2025",
  ollama: "ollama/gemma3:12b",
} as const;

export type BenchDialect = keyof typeof targets;

/** Where its addresses differ by region. */
const OVERLAY = `providers:
  bedrock: { variables: { region: eu-central-1 } }
`;

/** The text of the table; routes are named like their dialects. */
export function translateTable(): string {
  const routes = Object.entries(targets).map(([dialect, target]) => `"${dialect}": { otherwise: "${target}" }`);
  const policy = `import { policy } from "pointsman";\nexport default policy({ routes: { ${routes.join(", ")} } });\n`;
  const files = new Map([
    ["routes.ts", policy],
    ["catalog.yaml", OVERLAY],
  ]);
  const read = (name: string) => files.get(name);
  const { table, diagnostics } = compile("routes.ts", { project: { read, contains: () => true } });
  if (table) return table.text;
  throw new Error(`The policy of translate does not compile: ${diagnostics.map(({ code }) => code).join(", ")}`);
}

/** Of each target. */
export function providers(): string[] {
  return Object.values(targets).map((target) => target.slice(0, target.indexOf("/")));
}
