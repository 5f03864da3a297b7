import { type DiagnosticKind, defineDiagnostic } from "../define.ts";

export const notACondition: DiagnosticKind<{ path: string; found: string }> = defineDiagnostic({
  code: "syntax/not-a-condition",
  severity: "error",
  title: "A value that is no condition",
  message: ({ path, found }) => `\`${path}\` must be a condition, but it is ${found}`,
  help: ({ path, found }) => {
    if (/^invariants\..*\.(every|some)$/.test(path))
      return "Write an arrow, `(t, r) => …`, or in YAML its text, such as `t.maxCost(r) <= usd(1)`.";
    return found === "true" && path.startsWith("routes.")
      ? "What serves all requests that no rule takes is `otherwise`."
      : "Write an arrow, `(r) => r.stream`, or in YAML its text, `r.stream`.";
  },
  page: {
    what: "A `when`, or the claim of an invariant, is neither an arrow nor the text of one.",
    why: "Nothing says which requests are meant.",
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
