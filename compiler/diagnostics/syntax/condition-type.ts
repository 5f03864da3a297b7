import { type DiagnosticKind, defineDiagnostic } from "../define.ts";

export const conditionType: DiagnosticKind<{ problem: string; instead?: string | undefined }> = defineDiagnostic({
  code: "syntax/condition-type",
  severity: "error",
  title: "A comparison that cannot be made",
  followsFrom: ["syntax/not-a-condition"],
  message: ({ problem }) => problem,
  help: ({ instead }) => instead,
  page: {
    what: "A condition compares a fact with a value of another kind, or uses it as true or false although it is neither.",
    why: "In JavaScript such a comparison is quietly false, so the rule would never decide.",
    mend: "Compare numbers with numbers of the same unit, texts with texts, and write out what is meant: `r.tools > 0`.",
    bad: {
      language: "typescript",
      source: `import { policy } from "pointsman";

export default policy({
  routes: {
    chat: {
      rules: [{ when: (r) => r.inputTokens > "32000", use: "anthropic/claude-opus-5-5" }],
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
      rules: [{ when: (r) => r.inputTokens > 32_000, use: "anthropic/claude-opus-5-5" }],
      otherwise: "openai/gpt-5.4-mini",
    },
  },
});
`,
    },
  },
});
