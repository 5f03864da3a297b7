import { type DiagnosticKind, defineDiagnostic } from "../define.ts";
import type { Refused } from "../refused.ts";

export const notAllowed: DiagnosticKind<Refused> = defineDiagnostic({
  code: "syntax/not-allowed",
  severity: "error",
  title: "Not part of the policy language",
  message: ({ construct }) => `${construct} is not part of the policy language`,
  help: ({ instead }) => instead,
  page: {
    what: "A policy is data written in TypeScript: constants, pure functions, lists and objects. Of TypeScript's other parts, those that a policy does not need are refused.",
    why: "Each part of the language is evaluated by the compiler itself, which knows where every value came from; fewer parts are easier to read and to trust.",
    mend: "Use the form that the message names.",
    bad: {
      language: "typescript",
      source: `import { policy } from "pointsman";

export default policy({
  routes: {
    chat: {
      rules: [{ when: (r) => typeof r.key.team === "string" && r.stream, use: "anthropic/claude-opus-5-5" }],
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
      rules: [{ when: (r) => r.key.team !== undefined && r.stream, use: "anthropic/claude-opus-5-5" }],
      otherwise: "openai/gpt-5.4-mini",
    },
  },
});
`,
    },
  },
});
