import { type DiagnosticKind, defineDiagnostic } from "../define.ts";

export const valueSize: DiagnosticKind<{ what: string }> = defineDiagnostic({
  code: "limit/value-size",
  severity: "error",
  title: "A value grows out of proportion",
  message: ({ what }) => what,
  page: {
    what: "A list, a text or a condition that the policy computes is larger than the compiler allows.",
    why: "A few lines can stand for billions of values: a spread of a spread, a text that is doubled again and again.",
    mend: "Compute only what the policy uses.",
    bad: {
      language: "typescript",
      source: `import { policy } from "pointsman";

const name = "x".repeat(2_000_000);

export default policy({
  routes: { chat: { otherwise: "openai/gpt-5.4-mini", max: { outputTokens: name.length } } },
});
`,
    },
    good: {
      language: "typescript",
      source: `import { policy } from "pointsman";

const name = "x".repeat(2_000);

export default policy({
  routes: { chat: { otherwise: "openai/gpt-5.4-mini", max: { outputTokens: name.length } } },
});
`,
    },
  },
});
