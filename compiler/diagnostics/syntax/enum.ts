import { type DiagnosticKind, defineDiagnostic } from "../define.ts";
import type { Refused } from "../refused.ts";

export const enums: DiagnosticKind<Refused> = defineDiagnostic({
  code: "syntax/enum",
  severity: "error",
  title: "An enum or a namespace",
  message: ({ construct }) => `${construct} turns into code that runs, and a policy is never run`,
  help: ({ instead }) => instead,
  page: {
    what: "The policy declares an `enum` or a `namespace`.",
    why: "Both are TypeScript that turns into code which runs. A policy is never run, and takes from TypeScript only its types.",
    mend: "Use an object literal with `as const`, or a file with exports.",
    bad: {
      language: "typescript",
      source: `import { policy } from "pointsman";

enum Tier {
  standard,
}

export default policy({
  routes: { chat: { otherwise: "openai/gpt-5.4-mini" } },
});
`,
    },
    good: {
      language: "typescript",
      source: `import { policy } from "pointsman";

const models = { standard: "openai/gpt-5.4-mini" } as const;

export default policy({
  routes: { chat: { otherwise: models.standard } },
});
`,
    },
  },
});
