import { type DiagnosticKind, defineDiagnostic } from "../define.ts";

interface Missing {
  /** Such as `models.inference/support-13b.context`. */
  readonly path: string;
  /** What it is, such as: how many tokens of input and output it takes in sum. */
  readonly what: string;
}

export const fillIn: DiagnosticKind<Missing> = defineDiagnostic({
  code: "syntax/fill-in",
  severity: "error",
  title: "A place that only you can fill in",
  message: ({ path, what }) => `\`${path}\` is yours to fill in: ${what}`,
  help: ({ path }) => `Write it in place of the \`?\` at \`${path}\` in catalog.yaml.`,
  page: {
    what: "The overlay has a `?` where an import could not know a fact: neither the imported configuration nor the catalog says it.",
    why: "Whether a request fits a model, and what it costs, is decided by such facts. A guess would be a wrong route.",
    mend: "Write the fact in its place.",
    bad: {
      language: "yaml",
      source: `routes:
  chat: { otherwise: inference/support-13b }
`,
      files: {
        "catalog.yaml": `providers:
  inference: { dialect: openai, baseUrl: "http://inference.internal:8000/v1" }
models:
  inference/support-13b: { context: "?" }
`,
      },
    },
    good: {
      language: "yaml",
      source: `routes:
  chat: { otherwise: inference/support-13b }
`,
      files: {
        "catalog.yaml": `providers:
  inference: { dialect: openai, baseUrl: "http://inference.internal:8000/v1" }
models:
  inference/support-13b: { context: 32768 }
`,
      },
    },
  },
});
