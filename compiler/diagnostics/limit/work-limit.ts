import { type DiagnosticKind, defineDiagnostic } from "../define.ts";

export const workLimit: DiagnosticKind<{ what: string }> = defineDiagnostic({
  code: "limit/work-limit",
  severity: "error",
  title: "The policy is too much work to evaluate",
  message: ({ what }) => `evaluating the policy took ${what}`,
  help: () => "Write the values out, or generate a JSON file and import it.",
  page: {
    what: "Evaluating the policy went over the compiler's limit of expressions or nested calls; a function that calls itself without an end does that.",
    why: "A compilation that may never end cannot be trusted in a pull request.",
    mend: "Replace recursion by `map`, `filter` or `flatMap` over a list, or import the finished values from a JSON file.",
    bad: {
      language: "typescript",
      source: `import { policy } from "pointsman";

const again = (n: number): number => again(n + 1);

export default policy({
  routes: { chat: { otherwise: "openai/gpt-5.4-mini", max: { outputTokens: again(1) } } },
});
`,
    },
    good: {
      language: "typescript",
      source: `import { policy } from "pointsman";

const twice = (n: number) => n * 2;

export default policy({
  routes: { chat: { otherwise: "openai/gpt-5.4-mini", max: { outputTokens: twice(1_000) } } },
});
`,
    },
  },
});
