import { type DiagnosticKind, defineDiagnostic } from "../define.ts";

export const redundantRule: DiagnosticKind<{ by: number }> = defineDiagnostic({
  code: "reach/redundant-rule",
  severity: "warning",
  title: "A rule that changes nothing",
  message: () => "without this rule every request would be served as it is now: what comes behind it does the same",
  help: () => "Take the rule out, or change what it does.",
  page: {
    what: "Every request that this rule decides would, without it, be decided by a later rule or by `otherwise` that does exactly the same: same targets in the same order, same costs and parameters.",
    why: "It reads as if these requests were treated differently. Often another tier was meant, or a later edit made both the same.",
    mend: "Take the rule out; or write what was meant.",
    bad: {
      language: "typescript",
      source: `import { policy } from "pointsman";

export default policy({
  routes: {
    chat: {
      rules: [
        { when: (r) => r.hasCode, use: "google/gemini-3.8-flash" },
        { when: (r) => r.inputTokens > 8_000, use: "openai/gpt-5.4-mini" },
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
  routes: {
    chat: {
      rules: [
        { when: (r) => r.hasCode, use: "google/gemini-3.8-flash" },
        { when: (r) => r.inputTokens > 8_000, use: "openai/gpt-6-luna" },
      ],
      otherwise: "openai/gpt-5.4-mini",
    },
  },
});
`,
    },
  },
});
