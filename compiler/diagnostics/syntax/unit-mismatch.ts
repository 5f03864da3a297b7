import { type DiagnosticKind, defineDiagnostic } from "../define.ts";

export const unitMismatch: DiagnosticKind<{ fact: string; unit: string; constant: string; instead: string }> =
  defineDiagnostic({
    code: "syntax/unit-mismatch",
    severity: "error",
    title: "A comparison across units",
    message: ({ fact, unit, constant }) => `${fact} is ${unit}, but ${constant}`,
    help: ({ instead }) => instead,
    page: {
      what: "A condition compares a fact with a constant of another unit: a duration with dollars, dollars with a number that has no unit, a count with a duration.",
      why: "The number would be compared all the same, and the rule would hold for requests that nobody had in mind: 5 is as well five milliseconds as five dollars.",
      mend: "Write the constant in the unit of the fact: `usd(5)` for money, `ms(1_500)` or `s(2)` for time, a plain number for counts and tokens. Zero needs no unit.",
      bad: {
        language: "typescript",
        source: `import { policy } from "pointsman";

export default policy({
  routes: {
    chat: {
      rules: [{ when: (r) => r.latency["openai/gpt-5.4-mini"].firstToken.p95 > 1_500, use: "anthropic/claude-opus-5-5" }],
      otherwise: "openai/gpt-5.4-mini",
    },
  },
});
`,
      },
      good: {
        language: "typescript",
        source: `import { ms, policy } from "pointsman";

export default policy({
  routes: {
    chat: {
      rules: [{ when: (r) => r.latency["openai/gpt-5.4-mini"].firstToken.p95 > ms(1_500), use: "anthropic/claude-opus-5-5" }],
      otherwise: "openai/gpt-5.4-mini",
    },
  },
});
`,
      },
    },
  });
