import { type DiagnosticKind, defineDiagnostic } from "../define.ts";

export const notAllowed: DiagnosticKind<{ construct: string; instead?: string }> = defineDiagnostic({
  code: "syntax/not-allowed",
  severity: "error",
  title: "Not part of the policy language",
  message: ({ construct }) => `${construct} is not part of the policy language`,
  help: ({ instead }) => instead,
  page: {
    what: "A policy is data written in TypeScript: constants, pure functions, lists and objects. What would run code, change a value or ask the machine is refused.",
    why: "A policy must mean the same on every machine and every day, and a pull request from a stranger must be safe to check.",
    mend: "Use the form that the message names; facts such as `r.hour` take the place of a clock.",
    bad: {
      language: "typescript",
      source: `import { policy } from "pointsman";

export default policy({
  routes: {
    chat: {
      rules: [{ when: (r) => Date.now() > 0 && r.stream, use: "anthropic/claude-opus-5-5" }],
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
      rules: [{ when: (r) => r.hour >= 18 && r.stream, use: "anthropic/claude-opus-5-5" }],
      otherwise: "openai/gpt-5.4-mini",
    },
  },
});
`,
    },
  },
});
