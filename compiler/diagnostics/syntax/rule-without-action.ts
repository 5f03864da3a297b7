import { type DiagnosticKind, defineDiagnostic } from "../define.ts";

export const ruleWithoutAction: DiagnosticKind<{ path: string }> = defineDiagnostic({
  code: "syntax/rule-without-action",
  severity: "error",
  title: "A rule that does nothing",
  message: ({ path }) => `the rule \`${path}\` has no \`use\``,
  help: () => 'Add it: `use: "premium"`, or `use: reject(403, "…")`.',
  page: {
    what: "A rule has a condition but does not say what serves the requests.",
    why: "A rule without an action cannot decide.",
    mend: "Add `use` with a tier, a strategy, a model or `reject(…)`.",
    bad: {
      language: "typescript",
      source: `import { policy } from "pointsman";

export default policy({
  routes: { chat: { rules: [{ when: (r) => r.stream }], otherwise: "openai/gpt-5.4-mini" } },
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
