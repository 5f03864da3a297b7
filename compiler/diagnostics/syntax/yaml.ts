import { type DiagnosticKind, defineDiagnostic } from "../define.ts";

export interface YamlProblem {
  /** Lower case, without a full stop. */
  readonly problem: string;
  /** A whole sentence. */
  readonly help?: string;
  /** What takes the place of all that is marked, where that is certain. */
  readonly quoted?: string;
}

export const yaml: DiagnosticKind<YamlProblem> = defineDiagnostic<YamlProblem>({
  code: "syntax/yaml",
  severity: "error",
  title: "YAML that is no policy",
  message: ({ problem }) => problem,
  help: ({ help }) => help,
  fix: ({ quoted }, span) =>
    quoted === undefined ? undefined : { title: "Quote the text.", edits: [{ span, text: quoted }] },
  page: {
    what: "The file is not valid YAML, or uses a part of YAML that a policy cannot hold: several documents in one file, tags other than those of the core schema, a key that is no text, an alias that leads nowhere.",
    why: "A reader that guesses at broken YAML may serve another policy than the one that was reviewed.",
    mend: "Mend the place that is shown. A condition with `: ` or ` #` in it, or one that begins with a quote or `!`, must be quoted as a whole.",
    bad: {
      language: "yaml",
      source: `routes:
  chat:
    rules:
      - { when: !r.stream, use: openai/gpt-5.4-mini }
    otherwise: openai/gpt-5.4-mini
`,
    },
    good: {
      language: "yaml",
      source: `routes:
  chat:
    rules:
      - { when: "!r.stream", use: openai/gpt-5.4-mini }
    otherwise: openai/gpt-6-luna
`,
    },
  },
});
