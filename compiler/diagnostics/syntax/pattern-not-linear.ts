import { type DiagnosticKind, defineDiagnostic } from "../define.ts";

export const patternNotLinear: DiagnosticKind<{ part: string; why: string; instead: string }> = defineDiagnostic({
  code: "syntax/pattern-not-linear",
  severity: "error",
  title: "A pattern that may take long",
  message: ({ part, why }) => `\`${part}\` does not take linear time: ${why}`,
  help: ({ instead }) => instead,
  page: {
    what: "A regular expression has a part for which a text can be made that takes the matcher time beyond all proportion to its length: repetitions within or next to each other that can take the same characters, or an unbounded repetition that the search begins with.",
    why: "Patterns are matched against what callers send, while all other requests wait. One text of a megabyte could stop the runtime for hours.",
    mend: 'Give the repetition a bound, make neighbours differ in what they take, begin with `^` or with a text that must be there, or ask `.includes("…")`.',
    bad: {
      language: "typescript",
      source: `import { policy } from "pointsman";

export default policy({
  routes: {
    chat: {
      rules: [{ when: (r) => r.text.matches(/\\d+\\s*USD/), use: "anthropic/claude-opus-5-5" }],
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
      rules: [{ when: (r) => r.text.matches(/\\d\\s*USD/), use: "anthropic/claude-opus-5-5" }],
      otherwise: "openai/gpt-5.4-mini",
    },
  },
});
`,
    },
  },
});
