import { type DiagnosticKind, defineDiagnostic } from "../define.ts";

export const encoding: DiagnosticKind<{ problem: string }> = defineDiagnostic({
  code: "syntax/encoding",
  severity: "error",
  title: "A file that is not text",
  message: ({ problem }) => problem,
  help: () => "Save the file as UTF-8.",
  page: {
    what: "The file holds a byte that is not UTF-8, a NUL, or half of a character that takes two places.",
    why: "A reader that guesses would compile another policy than the one that the author sees.",
    mend: "Save the file as UTF-8. A file in UTF-16, or one that is no text at all, shows itself by NUL bytes.",
    bad: {
      language: "typescript",
      source: `import { policy } from "pointsman";

const team = "caf\\ud800";

export default policy({
  routes: {
    chat: {
      rules: [{ when: (r) => r.key.team === team, use: "anthropic/claude-opus-5-5" }],
      otherwise: "openai/gpt-5.4-mini",
    },
  },
});
`,
    },
    good: {
      language: "typescript",
      source: `import { policy } from "pointsman";

const team = "caf\\u00e9";

export default policy({
  routes: {
    chat: {
      rules: [{ when: (r) => r.key.team === team, use: "anthropic/claude-opus-5-5" }],
      otherwise: "openai/gpt-5.4-mini",
    },
  },
});
`,
    },
  },
});
