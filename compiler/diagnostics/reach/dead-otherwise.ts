import { type DiagnosticKind, defineDiagnostic } from "../define.ts";

export const deadOtherwise: DiagnosticKind<{ rules: number }> = defineDiagnostic({
  code: "reach/dead-otherwise",
  severity: "warning",
  title: "An `otherwise` that never decides",
  message: ({ rules }) =>
    `\`otherwise\` never decides: the marked ${rules === 1 ? "rule takes" : "rules take"} every request`,
  help: () => "Write the last rule as `otherwise`; if some requests were meant to be left, narrow the marked rules.",
  page: {
    what: "The rules of a route take every request that there can be, so that none is left for its `otherwise`. The marked rules are enough for that.",
    why: "What stands there as the usual case is never used; the bounds of the rules are perhaps not those that were meant.",
    mend: "Make the last rule the `otherwise`, or narrow the rules.",
    bad: {
      language: "typescript",
      source: `import { policy } from "pointsman";

export default policy({
  routes: {
    chat: {
      rules: [
        { when: (r) => r.stream, use: "google/gemini-3.8-flash" },
        { when: (r) => !r.stream, use: "openai/gpt-5.4-mini" },
      ],
      otherwise: "anthropic/claude-haiku-5-5",
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
      rules: [{ when: (r) => r.stream, use: "google/gemini-3.8-flash" }],
      otherwise: "openai/gpt-5.4-mini",
    },
  },
});
`,
    },
  },
});
