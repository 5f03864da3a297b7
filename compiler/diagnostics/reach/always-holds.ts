import { type DiagnosticKind, defineDiagnostic } from "../define.ts";

export const alwaysHolds: DiagnosticKind<{ behind: number }> = defineDiagnostic({
  code: "reach/always-holds",
  severity: "warning",
  title: "A condition that every request meets",
  message: ({ behind }) =>
    `every request meets this condition${behind > 0 ? `, so the ${behind === 1 ? "rule" : `${behind} rules`} behind it and \`otherwise\` never decide` : ", so `otherwise` never decides"}`,
  help: () => "Write what this rule does as `otherwise`, or tighten the condition.",
  page: {
    what: "The condition of a rule is true for every request that the route takes, in every state of budgets and targets, although it looks like a choice.",
    why: "Nothing behind the rule ever decides. Often a bound is on the wrong side, or `||` stands where `&&` was meant.",
    mend: "Tighten the condition; or, if the rule is what all remaining requests shall get, make it the route's `otherwise`.",
    bad: {
      language: "typescript",
      source: `import { policy } from "pointsman";

export default policy({
  routes: {
    chat: {
      rules: [{ when: (r) => r.inputTokens < 8_000 || r.inputTokens > 4_000, use: "google/gemini-3.8-flash" }],
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
      rules: [{ when: (r) => r.inputTokens < 4_000 || r.inputTokens > 8_000, use: "google/gemini-3.8-flash" }],
      otherwise: "openai/gpt-5.4-mini",
    },
  },
});
`,
    },
  },
});
