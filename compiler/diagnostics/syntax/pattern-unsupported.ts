import { type DiagnosticKind, defineDiagnostic } from "../define.ts";

export const patternUnsupported: DiagnosticKind<{ part: string; what: string }> = defineDiagnostic({
  code: "syntax/pattern-unsupported",
  severity: "error",
  title: "A pattern with parts that are not supported",
  message: ({ part, what }) => `\`${part}\` ${what}`,
  help: () => 'Write it without, or ask `.includes("…")` of the text.',
  page: {
    what: "A regular expression uses a look-around, a back-reference, the flags `g`, `y`, `d` or `v`, or flags within it, or is none at all.",
    why: "With them it cannot be shown that matching takes linear time, and the flags `g` and `y` make an answer depend on the one before.",
    mend: "Write the pattern without them: the flags `i`, `m`, `s` and `u`, groups, classes, choices and bounded repetitions remain.",
    bad: {
      language: "typescript",
      source: `import { policy } from "pointsman";

export default policy({
  routes: {
    chat: {
      rules: [{ when: (r) => r.text.matches(/refund(?! policy)/), use: "anthropic/claude-opus-5-5" }],
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
      rules: [{ when: (r) => r.text.matches(/refund/i), use: "anthropic/claude-opus-5-5" }],
      otherwise: "openai/gpt-5.4-mini",
    },
  },
});
`,
    },
  },
});
