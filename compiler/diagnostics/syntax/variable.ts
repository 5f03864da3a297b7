import { type DiagnosticKind, defineDiagnostic } from "../define.ts";
import type { Refused } from "../refused.ts";

export const variable: DiagnosticKind<Refused> = defineDiagnostic({
  code: "syntax/variable",
  severity: "error",
  title: "A variable",
  message: ({ construct }) => `${construct} declares a variable, and a policy has only constants`,
  help: ({ instead }) => instead,
  page: {
    what: "A name is declared with `let` or `var`.",
    why: "A name that may hold another value further down has no single place where its value was written.",
    mend: "Use `const`, and another name for another value.",
    bad: {
      language: "typescript",
      source: `import { policy } from "pointsman";

let limit = 4_000;

export default policy({
  routes: { chat: { otherwise: "openai/gpt-5.4-mini", max: { outputTokens: limit } } },
});
`,
    },
    good: {
      language: "typescript",
      source: `import { policy } from "pointsman";

const limit = 4_000;

export default policy({
  routes: { chat: { otherwise: "openai/gpt-5.4-mini", max: { outputTokens: limit } } },
});
`,
    },
  },
});
