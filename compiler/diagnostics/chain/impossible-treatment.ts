import { type DiagnosticKind, defineDiagnostic } from "../define.ts";

interface Impossible {
  readonly name: string;
  readonly treatment: string;
  /** Why, and what may be written. */
  readonly why: string;
  readonly instead: string;
}

export const impossibleTreatment: DiagnosticKind<Impossible> = defineDiagnostic({
  code: "chain/impossible-treatment",
  severity: "error",
  title: "A treatment that a parameter cannot have",
  message: ({ name, treatment, why }) => `\`unsupported\` asks for \`${name}: ${treatment}\`, and ${why}`,
  help: ({ instead }) => instead,
  page: {
    what: "`unsupported` names a parameter, or a treatment of it, that a runtime cannot keep: what cannot be made by other means, what must not be left out, or what is no parameter of the answer's making.",
    why: "A policy that compiles holds. Requests would be answered as if the line were not there.",
    mend: "Write what the help says. `error` is for parameters that are left out elsewhere, `emulate` for `response_format`.",
    bad: {
      language: "yaml",
      source: `routes:
  chat: { otherwise: mistral/mistral-large-2512, unsupported: { logprobs: emulate } }
`,
    },
    good: {
      language: "yaml",
      source: `routes:
  chat: { otherwise: mistral/mistral-large-2512, unsupported: { logprobs: error } }
`,
    },
  },
});
