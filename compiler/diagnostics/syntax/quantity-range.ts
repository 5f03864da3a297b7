import { type DiagnosticKind, defineDiagnostic } from "../define.ts";

export const quantityRange: DiagnosticKind<{ path: string; found: string; bound: string }> = defineDiagnostic({
  code: "syntax/quantity-range",
  severity: "error",
  title: "A quantity outside of what makes sense",
  message: ({ path, found, bound }) => `\`${path}\` is ${found}, but it must be ${bound}`,
  help: () => "Check the unit and the number of zeros.",
  page: {
    what: "A duration is below 100 ms or above a day, or an amount of money is zero or negative.",
    why: "Every request would fail, or the limit would limit nothing; a wrong unit is the usual cause.",
    mend: "Check the unit and the number of zeros.",
    bad: {
      language: "typescript",
      source: `import { ms, policy } from "pointsman";

export default policy({
  routes: { chat: { otherwise: "openai/gpt-5.4-mini", deadline: ms(60) } },
});
`,
    },
    good: {
      language: "typescript",
      source: `import { policy, s } from "pointsman";

export default policy({
  routes: { chat: { otherwise: "openai/gpt-5.4-mini", deadline: s(60) } },
});
`,
    },
  },
});
