import { type DiagnosticKind, defineDiagnostic } from "../define.ts";

export const shape: DiagnosticKind<{ path: string; expected: string; found: string }> = defineDiagnostic({
  code: "syntax/shape",
  severity: "error",
  title: "A value of the wrong kind",
  message: ({ path, expected, found }) =>
    `${path ? `\`${path}\`` : "the policy"} must be ${expected}, but it is ${found}`,
  page: {
    what: "A part of the policy is missing, or is not what its key stands for.",
    why: "A policy whose parts are guessed at would route by accident.",
    mend: "Write the value that the message asks for.",
    bad: {
      language: "typescript",
      source: `import { policy } from "pointsman";

export default policy({
  routes: { chat: { otherwise: "openai/gpt-5.4-mini", max: { outputTokens: true } } },
});
`,
    },
    good: {
      language: "typescript",
      source: `import { policy } from "pointsman";

export default policy({
  routes: { chat: { otherwise: "openai/gpt-5.4-mini", max: { outputTokens: 8_000 } } },
});
`,
    },
  },
});
