import { type DiagnosticKind, defineDiagnostic } from "../define.ts";

export const looseEquality: DiagnosticKind<{ operator: string }> = defineDiagnostic({
  code: "syntax/loose-equality",
  severity: "error",
  title: "Loose equality",
  message: ({ operator }) =>
    operator === "="
      ? "`=` changes a value, and a condition compares"
      : `\`${operator}\` converts its operands before it compares them`,
  help: ({ operator }) => `Write \`${strict(operator)}\`.`,
  fix: ({ operator }, written) => {
    const isOperator = written.file.text.slice(written.start, written.end) === operator;
    const title = `Write \`${strict(operator)}\`.`;
    return isOperator ? { title, edits: [{ span: written, text: strict(operator) }] } : undefined;
  },
  page: {
    what: "A condition compares with `==` or `!=`, or with a single `=`.",
    why: 'Loose equality treats `0`, `""` and missing values alike, so a rule would match requests that nobody meant.',
    mend: "Use `===` or `!==`.",
    bad: {
      language: "typescript",
      source: `import { policy } from "pointsman";

export default policy({
  metadata: { priority: ["low", "high"] },
  routes: {
    chat: {
      rules: [{ when: (r) => r.metadata.priority == "high", use: "anthropic/claude-opus-5-5" }],
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
  metadata: { priority: ["low", "high"] },
  routes: {
    chat: {
      rules: [{ when: (r) => r.metadata.priority === "high", use: "anthropic/claude-opus-5-5" }],
      otherwise: "openai/gpt-5.4-mini",
    },
  },
});
`,
    },
  },
});

function strict(operator: string): string {
  return operator === "=" ? "===" : `${operator}=`;
}
