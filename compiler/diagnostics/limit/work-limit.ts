import { type DiagnosticKind, defineDiagnostic } from "../define.ts";

export const workLimit: DiagnosticKind<{ what: string }> = defineDiagnostic({
  code: "limit/work-limit",
  severity: "error",
  title: "The policy is too much work to evaluate",
  message: ({ what }) => `evaluating the policy took ${what}`,
  help: () => "Write the values out, or generate a JSON file and import it.",
  page: {
    what: "Evaluating the policy went over the compiler's limit of steps or of nested calls. A few lists, each gone through for every item of the one before, do that.",
    why: "A compilation that may never end cannot be trusted in a pull request.",
    mend: "Compute less, or import the finished values from a JSON file.",
    bad: {
      language: "typescript",
      source: `import { policy } from "pointsman";

const ten = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9];
const times = (f: () => number) => ten.map(f).length;

export default policy({
  routes: { chat: { otherwise: "openai/gpt-5.4-mini", max: { outputTokens: ten.map(() => ten.map(() => ten.map(() => ten.map(() => ten.map(() => times(() => 1)))))).length } } },
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
