import { type DiagnosticKind, defineDiagnostic } from "../define.ts";
import type { Refused } from "../refused.ts";

export const dynamicImport: DiagnosticKind<Refused> = defineDiagnostic({
  code: "syntax/dynamic-import",
  severity: "error",
  title: "An import inside an expression",
  message: ({ construct }) => `${construct} imports in the middle of an expression`,
  help: ({ instead }) => instead,
  page: {
    what: "The policy calls `import(…)` or `require(…)`.",
    why: "The files of a policy must be known before anything is evaluated, so that all of them are reviewed and hashed.",
    mend: "Write an `import` declaration at the top of the file.",
    bad: {
      language: "typescript",
      source: `import { policy } from "pointsman";

const limits = import("./limits.ts");

export default policy({
  routes: { chat: { otherwise: "openai/gpt-5.4-mini" } },
});
`,
      files: {
        "limits.ts": "export const outputTokens = 4_000;\n",
      },
    },
    good: {
      language: "typescript",
      source: `import { policy } from "pointsman";
import { outputTokens } from "./limits.ts";

export default policy({
  routes: { chat: { otherwise: "openai/gpt-5.4-mini", max: { outputTokens } } },
});
`,
      files: {
        "limits.ts": "export const outputTokens = 4_000;\n",
      },
    },
  },
});
