import { type DiagnosticKind, defineDiagnostic } from "../define.ts";
import type { Refused } from "../refused.ts";

export const exception: DiagnosticKind<Refused> = defineDiagnostic({
  code: "syntax/exception",
  severity: "error",
  title: "An exception",
  message: ({ construct }) => `${construct} is about exceptions, which a policy does not have`,
  help: ({ instead }) => instead,
  page: {
    what: "The policy uses `throw`, `try` or `catch`.",
    why: "A policy is a value. What is wrong with it is found by the compiler, and what is wrong with a request is refused by a rule.",
    mend: 'To refuse requests, use `reject(403, "…")` as the action of a rule.',
    bad: {
      language: "typescript",
      source: `import { policy } from "pointsman";

const limit = () => {
  throw new Error("no limit");
};
const outputTokens = limit();

export default policy({
  routes: { chat: { otherwise: "openai/gpt-5.4-mini" } },
});
`,
    },
    good: {
      language: "typescript",
      source: `import { policy, reject } from "pointsman";

export default policy({
  routes: {
    chat: {
      rules: [{ when: (r) => r.tools > 20, use: reject(403, "Too many tools.") }],
      otherwise: "openai/gpt-5.4-mini",
    },
  },
});
`,
    },
  },
});
