import { type DiagnosticKind, defineDiagnostic } from "../define.ts";

export const conditionConstant: DiagnosticKind<{ value: boolean }> = defineDiagnostic({
  code: "syntax/condition-constant",
  severity: "warning",
  title: "A condition that does not depend on the request",
  message: ({ value }) => `this condition is always ${value}`,
  help: ({ value }) =>
    value ? "No rule after it is ever tried; make it the `otherwise`." : "The rule never decides; remove it.",
  page: {
    what: "A condition is decided by constants alone.",
    why: "If it is always true, no later rule of the route decides anything; if it is always false, this one never does.",
    mend: "Ask about a fact of the request, or remove the rule. What serves all other requests is `otherwise`.",
    bad: {
      language: "typescript",
      source: `import { policy } from "pointsman";

const LIMIT = 20;

export default policy({
  routes: {
    chat: {
      rules: [{ when: (r) => r.stream || LIMIT > 10, use: "openai/gpt-6-luna" }],
      otherwise: "openai/gpt-5.4-mini",
    },
  },
});
`,
    },
    good: {
      language: "typescript",
      source: `import { policy } from "pointsman";

const LIMIT = 20;

export default policy({
  routes: {
    chat: {
      rules: [{ when: (r) => r.stream || r.messages > LIMIT, use: "openai/gpt-6-luna" }],
      otherwise: "openai/gpt-5.4-mini",
    },
  },
});
`,
    },
  },
});
