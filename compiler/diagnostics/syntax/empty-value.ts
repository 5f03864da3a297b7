import { type DiagnosticKind, defineDiagnostic } from "../define.ts";

export const emptyValue: DiagnosticKind<{ path: string }> = defineDiagnostic({
  code: "syntax/empty-value",
  severity: "error",
  title: "A key without a value",
  message: ({ path }) => `\`${path}\` has no value`,
  help: () => "Write the value, indent the lines that belong to it, or remove the key.",
  page: {
    what: "A key stands alone, or its value is `null`. In YAML that happens when the lines below it are not indented.",
    why: "The part is not set, although it looks as if it were.",
    mend: "Write the value, indent the lines that belong to it, or remove the key.",
    bad: {
      language: "yaml",
      source: `routes:
  chat:
    otherwise:
`,
    },
    good: {
      language: "yaml",
      source: `routes:
  chat:
    otherwise: openai/gpt-5.4-mini
`,
    },
  },
});
