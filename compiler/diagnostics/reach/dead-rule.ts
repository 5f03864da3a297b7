import { type DiagnosticKind, defineDiagnostic } from "../define.ts";

export const deadRule: DiagnosticKind<{ rules: number; differ: boolean }> = defineDiagnostic({
  code: "reach/dead-rule",
  severity: "error",
  title: "A rule that never decides",
  message: ({ rules }) =>
    `this rule never decides: every request that meets its condition is taken by ${rules === 1 ? "the rule" : `the ${rules} rules`} marked before it`,
  help: ({ differ }) =>
    differ
      ? "The marked rules do something else: move this rule before them, or narrow them."
      : "The marked rules do the same: take this rule out.",
  page: {
    what: "Rules are tried in order, and the first whose condition holds decides. Every request for which this rule's condition holds is taken by rules before it. The marked rules are enough for that: there may be more, and when they are changed others may come to light.",
    why: "A rule that was added for a reason, such as keeping some data in a country, does nothing, and nobody notices.",
    mend: "Move the rule before those that take its requests, narrow them, or take the rule out. A finding shows a request that meets the condition, and which rule takes it.",
    bad: {
      language: "typescript",
      source: `import { policy } from "pointsman";

export default policy({
  metadata: { sensitivity: ["public", "pii"] },
  routes: {
    chat: {
      rules: [
        { when: (r) => r.hasCode || r.inputTokens > 8_000, use: "google/gemini-3.8-flash" },
        { when: (r) => r.metadata.sensitivity === "pii" && r.inputTokens > 32_000, use: "mistral/mistral-large-2512" },
      ],
      otherwise: "openai/gpt-5.4-mini",
    },
  },
});
`,
    },
    good: {
      language: "typescript",
      source: `import { policy } from "pointsman";

export default policy({
  metadata: { sensitivity: ["public", "pii"] },
  routes: {
    chat: {
      rules: [
        { when: (r) => r.metadata.sensitivity === "pii" && r.inputTokens > 32_000, use: "mistral/mistral-large-2512" },
        { when: (r) => r.hasCode || r.inputTokens > 8_000, use: "google/gemini-3.8-flash" },
      ],
      otherwise: "openai/gpt-5.4-mini",
    },
  },
});
`,
    },
  },
});
