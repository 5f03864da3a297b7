import { type DiagnosticKind, defineDiagnostic } from "../define.ts";

export interface OperandProblem {
  problem: string;
  instead?: string | undefined;
}

export const operand: DiagnosticKind<OperandProblem> = defineDiagnostic<OperandProblem>({
  code: "syntax/operand",
  severity: "error",
  title: "An operator on values that do not fit",
  message: ({ problem }) => problem,
  help: ({ instead }) => instead,
  page: {
    what: "An operator or a spread is used on values of the wrong kind: amounts of different units, a list in a sum, a number as a function.",
    why: "JavaScript would make something of it, such as the text `[object Object]` or `NaN`, and the policy would carry it on.",
    mend: "Use numbers with numbers, texts with texts, and quantities with quantities of the same unit.",
    bad: {
      language: "typescript",
      source: `import { policy, s, usd } from "pointsman";

const patience = s(30) + usd(1);

export default policy({
  routes: { chat: { otherwise: "openai/gpt-5.4-mini" } },
});
`,
    },
    good: {
      language: "typescript",
      source: `import { policy, s } from "pointsman";

const patience = s(30);

export default policy({
  routes: { chat: { otherwise: "openai/gpt-5.4-mini", deadline: patience } },
});
`,
    },
  },
});
