import { type DiagnosticKind, defineDiagnostic } from "../define.ts";

export const silenceOfError: DiagnosticKind<{ code: string }> = defineDiagnostic({
  code: "syntax/silence-of-error",
  severity: "error",
  title: "A silencing of an error",
  message: ({ code }) => `\`${code}\` is an error, and errors cannot be silenced`,
  help: () => "Mend the error and remove the comment.",
  page: {
    what: "A `pointsman-allow` comment names the code of an error.",
    why: "A policy with an error has no meaning that could be built.",
    mend: "Mend the error and remove the comment.",
    bad: {
      language: "yaml",
      source: `routes:
  chat:
    # pointsman-allow name/unknown-tier: it comes later
    otherwise: openai/gpt-5.4-mini
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
