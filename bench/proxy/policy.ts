/** What the runtime is asked to decide: nothing at all, or six rules, a split and limits, so that the input's tokens are counted. */
import { tableOf } from "./table-of.ts";

/**
 * `one`: a single target and no rule; `six`: six rules. Both speak the client's dialect, so that bytes pass; `translated` has the
 * six rules and targets that speak another, so that all is translated.
 */
export type BenchRoute = "one" | "six" | "translated";

const six = (first: string, second: string) => `{
    rules: [
      { when: (r) => r.metadata.sensitivity === "pii", use: "${second}" },
      { when: (r) => r.metadata.team === "trial", use: reject(403, "Trial teams have no chat.") },
      { when: (r) => r.hasCode || r.inputTokens > 40_000, use: "${second}" },
      { when: (r) => r.metadata.priority === "high", use: "${second}" },
      { when: (r) => r.stream && r.inputTokens < 50, use: "${first}" },
      { when: (r) => r.tools > 8, use: "${second}" },
    ],
    otherwise: chain(split({ "${first}": 90, "${second}": 10 }, { by: "key.id" }), "${second}"),
    max: { inputTokens: 150_000, outputTokens: 8_000 },
    deadline: s(60), firstToken: s(5), idle: s(15),
  }`;

const policy = `import { chain, policy, reject, s, split } from "pointsman";
export default policy({
  metadata: { priority: ["low", "normal", "high"], sensitivity: ["public", "internal", "pii"], team: "string" },
  routes: {
    one: { otherwise: "openai/gpt-5.4-mini" },
    six: ${six("openai/gpt-5.4-mini", "openai/gpt-6-luna")},
    translated: ${six("anthropic/claude-haiku-5-5", "anthropic/claude-opus-5-5")},
  },
});
`;

/** The text of the table. */
export function proxyTable(): string {
  return tableOf(policy);
}
