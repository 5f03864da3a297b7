import { type DiagnosticKind, defineDiagnostic } from "../define.ts";

export const noEffect: DiagnosticKind<object> = defineDiagnostic({
  code: "syntax/no-effect",
  severity: "error",
  title: "A statement that does nothing",
  message: () => "this statement has no effect on the policy",
  help: () => "Give the value a name with `const`, or remove the statement.",
  page: {
    what: "An expression stands alone as a statement, and its value goes nowhere.",
    why: "A policy is only what it exports, so the statement was probably meant to do something that it does not.",
    mend: "Give the value a name with `const` and use it, or remove the statement.",
    bad: {
      language: "typescript",
      source: `import { policy } from "pointsman";

const limits = { outputTokens: 4_000 };
({ ...limits, outputTokens: 8_000 });

export default policy({
  routes: { chat: { otherwise: "openai/gpt-5.4-mini" } },
});
`,
    },
    good: {
      language: "typescript",
      source: `import { policy } from "pointsman";

const limits = { outputTokens: 4_000 };

export default policy({
  routes: { chat: { otherwise: "openai/gpt-5.4-mini", max: limits } },
});
`,
    },
  },
});
