/** What the runtime is asked to decide: five rules and a limit on the input, so that the input's tokens are estimated. */
import { compile } from "../../compiler/index.ts";

/** By what the target speaks: the client's dialect, so that bytes pass, or another, so that all is translated. */
export const routes = { openai: "same-dialect", anthropic: "other-dialect" } as const;

const route = (first: string, second: string) => `{
    rules: [
      { when: (r) => r.metadata.sensitivity === "pii", use: "${second}" },
      { when: (r) => r.metadata.team === "trial", use: reject(403, "Trial teams have no chat.") },
      { when: (r) => r.hasCode || r.inputTokens > 40_000, use: "${second}" },
      { when: (r) => r.metadata.priority === "high", use: "${second}" },
      { when: (r) => r.stream && r.inputTokens < 500, use: "${first}" },
    ],
    otherwise: chain("${first}", "${second}"),
    max: { inputTokens: 150_000, outputTokens: 8_000 },
    deadline: s(60), firstToken: s(5), idle: s(15),
  }`;

const policy = `import { chain, policy, reject, s } from "pointsman";
export default policy({
  metadata: { priority: ["low", "normal", "high"], sensitivity: ["public", "internal", "pii"], team: "string" },
  routes: {
    "${routes.openai}": ${route("openai/gpt-5.4-mini", "openai/gpt-6-luna")},
    "${routes.anthropic}": ${route("anthropic/claude-haiku-5-5", "anthropic/claude-opus-5-5")},
  },
});
`;

/** The text of the table. */
export function proxyTable(): string {
  const read = (name: string) => (name === "routes.ts" ? policy : undefined);
  const { table, diagnostics } = compile("routes.ts", { project: { read, contains: () => true } });
  if (table) return table.text;
  throw new Error(`The benchmark's policy does not compile: ${diagnostics.map(({ code }) => code).join(", ")}`);
}
