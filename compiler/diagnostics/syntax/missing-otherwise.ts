import { type DiagnosticKind, defineDiagnostic } from "../define.ts";

export const missingOtherwise: DiagnosticKind<{ route: string }> = defineDiagnostic({
  code: "syntax/missing-otherwise",
  severity: "error",
  title: "A route without `otherwise`",
  message: ({ route }) => `the route \`${route}\` has no \`otherwise\``,
  help: () => 'Add it: `otherwise: "standard"`, or `otherwise: reject(403, "…")`.',
  page: {
    what: "A route does not say what serves the requests for which no rule holds.",
    why: "Those requests would be refused, or go to a default that nobody wrote down.",
    mend: "Add `otherwise` with a tier or a model, or with `reject(…)` if they are to be refused.",
    bad: {
      language: "typescript",
      source: `import { policy } from "pointsman";

export default policy({
  routes: { chat: { rules: [{ when: (r) => r.stream, use: "openai/gpt-5.4-mini" }] } },
});
`,
    },
    good: {
      language: "typescript",
      source: `import { policy, reject } from "pointsman";

export default policy({
  routes: {
    chat: {
      rules: [{ when: (r) => r.stream, use: "openai/gpt-5.4-mini" }],
      otherwise: reject(400, "Only streams are served."),
    },
  },
});
`,
    },
  },
});
