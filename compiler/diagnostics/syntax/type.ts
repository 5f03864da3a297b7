import { type DiagnosticKind, defineDiagnostic } from "../define.ts";

export interface TypeProblem {
  /** Lower case or a quoted piece of the policy at its beginning, without a full stop. */
  readonly problem: string;
  /** TypeScript's number of the error, such as 2322. */
  readonly number: number;
  /** A whole sentence. */
  readonly help?: string | undefined;
}

export const type: DiagnosticKind<TypeProblem> = defineDiagnostic<TypeProblem>({
  code: "syntax/type",
  severity: "error",
  title: "A type that does not fit",
  message: ({ problem, number }) => `${problem} (TS${number})`,
  help: ({ help }) => help,
  page: {
    what: "TypeScript finds a value in the policy whose type does not fit where it stands. The number in the message is TypeScript's own: an editor shows the same error.",
    why: "A value of the wrong type is mostly a slip of the pen; a fact that may be missing makes its comparison false, so the rule never decides for the requests without it.",
    mend: "Change the value, or guard a fact that may be missing: `r.maxOutputTokens !== undefined && r.maxOutputTokens > 4_000`. With `--no-types` a policy is checked without its types.",
    bad: {
      language: "typescript",
      source: `import { policy } from "pointsman";

export default policy({
  routes: {
    chat: {
      rules: [{ when: (r) => r.maxOutputTokens > 4_000, use: "anthropic/claude-opus-5-5" }],
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
      rules: [
        {
          when: (r) => r.maxOutputTokens !== undefined && r.maxOutputTokens > 4_000,
          use: "anthropic/claude-opus-5-5",
        },
      ],
      otherwise: "openai/gpt-5.4-mini",
    },
  },
});
`,
    },
  },
});
