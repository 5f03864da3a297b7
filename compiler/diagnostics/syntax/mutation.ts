import { type DiagnosticKind, defineDiagnostic } from "../define.ts";
import type { Refused } from "../refused.ts";

export const mutation: DiagnosticKind<Refused> = defineDiagnostic({
  code: "syntax/mutation",
  severity: "error",
  title: "A value is changed",
  message: ({ construct }) => `${construct} changes a value, and in a policy values never change`,
  help: ({ instead }) => instead,
  page: {
    what: "The policy assigns to a name or a field, counts one up, deletes a key, or calls a method that changes its list.",
    why: "Values that never change can be read in any order, and each of them has one place where it was written.",
    mend: "Build a new value: another `const`, a spread such as `{ ...old, key: value }`, or `toSorted` in place of `sort`.",
    bad: {
      language: "typescript",
      source: `import { policy } from "pointsman";

const limits = { outputTokens: 4_000 };
limits.outputTokens = 8_000;

export default policy({
  routes: { chat: { otherwise: "openai/gpt-5.4-mini", max: limits } },
});
`,
    },
    good: {
      language: "typescript",
      source: `import { policy } from "pointsman";

const usual = { outputTokens: 4_000 };
const limits = { ...usual, outputTokens: 8_000 };

export default policy({
  routes: { chat: { otherwise: "openai/gpt-5.4-mini", max: limits } },
});
`,
    },
  },
});
