import { type DiagnosticKind, defineDiagnostic, type Edit } from "../define.ts";

export interface OperatorWord {
  /** As it is written: `and`. */
  word: string;
  /** What is written in its place: `&&`. */
  operator: string;
  /** The whole condition as it was meant, where that is certain. */
  meant?: string | undefined;
  /** That make it so. */
  edits?: readonly Edit[] | undefined;
}

export const operatorWord: DiagnosticKind<OperatorWord> = defineDiagnostic<OperatorWord>({
  code: "syntax/operator-word",
  severity: "error",
  title: "An operator of another language",
  message: ({ word, operator }) => `\`${word}\` is no operator here: conditions are written with \`${operator}\``,
  help: ({ meant, operator }) =>
    meant !== undefined
      ? `Write \`${meant}\`.`
      : operator === "!"
        ? "Write `!` before what it denies: `!r.stream`, `!(r.inputTokens > 8_000)`; in YAML with the whole condition in quotes."
        : `Write \`${operator}\`.`,
  fix: ({ meant, edits }) => (edits ? { title: `Write \`${meant}\`.`, edits } : undefined),
  page: {
    what: "A condition says `and`, `or`, `not` or `<>`, as YAML tools, SQL and Python do.",
    why: "A condition means the same in both spellings of the language, and is written as in TypeScript: `&&`, `||`, `!`, `!==`.",
    mend: "Write the operator. `!` denies only what stands directly behind it: a comparison is put in parentheses.",
    bad: {
      language: "yaml",
      source: `routes:
  chat:
    rules:
      - { when: r.stream and r.hasCode, use: anthropic/claude-opus-5-5 }
    otherwise: openai/gpt-5.4-mini
`,
    },
    good: {
      language: "yaml",
      source: `routes:
  chat:
    rules:
      - { when: r.stream && r.hasCode, use: anthropic/claude-opus-5-5 }
    otherwise: openai/gpt-5.4-mini
`,
    },
  },
});
