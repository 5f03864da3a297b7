import { type DiagnosticKind, defineDiagnostic } from "../define.ts";

export const notACondition: DiagnosticKind<{ path: string; found: string }> = defineDiagnostic({
  code: "syntax/not-a-condition",
  severity: "error",
  title: "A `when` that is no condition",
  message: ({ path, found }) => `\`${path}\` must be a condition, but it is ${found}`,
  help: ({ found }) =>
    found === "true"
      ? "What serves all requests that no rule takes is `otherwise`."
      : "Write an arrow, `(r) => r.stream`, or in YAML its text, `r.stream`.",
  page: {
    what: "A `when` is neither an arrow over the facts nor the text of one.",
    why: "Nothing says for which requests the rule holds.",
    mend: "Write an arrow, `(r) => r.stream`, in YAML its text, `r.stream`. What serves all other requests is `otherwise`.",
    bad: {
      language: "typescript",
      source: `import { policy } from "pointsman";

export default policy({
  routes: { chat: { rules: [{ when: ["stream"], use: "openai/gpt-6-luna" }], otherwise: "openai/gpt-5.4-mini" } },
});
`,
    },
    good: {
      language: "typescript",
      source: `import { policy } from "pointsman";

export default policy({
  routes: { chat: { rules: [{ when: (r) => r.stream, use: "openai/gpt-6-luna" }], otherwise: "openai/gpt-5.4-mini" } },
});
`,
    },
  },
});
