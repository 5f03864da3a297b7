import { type DiagnosticKind, defineDiagnostic } from "../define.ts";

/** `what`: what was asked, as the end of "it could not be found out whether". */
export const undecided: DiagnosticKind<{ what: string; why: string; count: number }> = defineDiagnostic({
  code: "limit/undecided",
  severity: "warning",
  title: "A question that was given up",
  message: ({ what, why, count }) =>
    `it could not be found out whether ${what}${count > 1 ? `, nor ${count - 1} more such questions` : ""}: ${why}`,
  help: () =>
    "Split the route, or tell its rules apart by one fact that every one of them names. `--strict` makes this an error.",
  page: {
    what: "The compiler searched for a request, or a proof that there is none, and stopped when its work was spent. The amount of work is fixed, so the same policy gives the same answer on every machine.",
    why: "What is not decided is not proved: there may be a request that breaks the claim. `--strict` refuses such a policy.",
    mend: "Policies whose rules name one fact each, such as a team or a customer, are decided quickly even with ten thousand rules. Many rules over many facts that all overlap are not: split the route, order the rules by one fact, or drop conditions. Nor are several patterns that each look far back from the end of a text: ask for less of it.",
    bad: {
      language: "typescript",
      source: `import { policy } from "pointsman";

export default policy({
  routes: {
    chat: {
      rules: [{ when: (r) => r.text.matches(/x.{20}$/) && r.text.matches(/y.{20}$/), use: "google/gemini-3.8-flash" }],
      otherwise: "openai/gpt-5.4-mini",
    },
  },
});
`,
    },
    good: {
      language: "typescript",
      source: `import { policy } from "pointsman";

export default policy({
  routes: {
    chat: {
      rules: [{ when: (r) => r.text.matches(/x.{20}$/) && r.hasCode, use: "google/gemini-3.8-flash" }],
      otherwise: "openai/gpt-5.4-mini",
    },
  },
});
`,
    },
  },
});
