import { type DiagnosticKind, defineDiagnostic } from "../define.ts";

export const duplicateKey: DiagnosticKind<{ readonly key: string }> = defineDiagnostic<{ readonly key: string }>({
  code: "syntax/duplicate-key",
  severity: "error",
  title: "A key that is written twice",
  message: ({ key }) => `\`${key}\` is written twice in one map`,
  help: ({ key }) =>
    key === "<<" ? "Merge several maps with one list: `<<: [*one, *two]`." : "Remove or rename one of the two.",
  page: {
    what: "A map has the same key twice.",
    why: "Readers of YAML disagree about which of the two counts, so a reviewer may approve one and get the other.",
    mend: "Remove one of the two, or give it another name.",
    bad: {
      language: "yaml",
      source: `routes:
  chat:
    otherwise: openai/gpt-5.4-mini
    otherwise: openai/gpt-6-luna
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
