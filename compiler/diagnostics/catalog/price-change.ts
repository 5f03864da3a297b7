import { type DiagnosticKind, defineDiagnostic } from "../define.ts";

export const priceChange: DiagnosticKind<{ id: string; on: string; change: string }> = defineDiagnostic({
  code: "catalog/price-change",
  severity: "warning",
  title: "A price that changes soon",
  message: ({ id, on, change }) => `from ${on} on \`${id}\` costs ${change} per million tokens`,
  page: {
    what: "The price of a target changes within 30 days, in a policy that decides or limits by cost.",
    why: "The runtime counts the new price from its day on, so the cheapest target may become another one, and budgets and cost limits hold back more requests than before.",
    mend: "See whether order, budgets and limits still fit.",
    bad: {
      language: "typescript",
      source: `import { policy, usd } from "pointsman";

export default policy({
  routes: { chat: { otherwise: "google/gemini-3.8-flash", maxCost: usd(2), max: { inputTokens: 100_000, outputTokens: 8_000, choices: 1 } } },
});
`,
      today: "2026-12-10",
    },
    good: {
      language: "typescript",
      source: `import { policy, usd } from "pointsman";

export default policy({
  routes: { chat: { otherwise: "openai/gpt-5.4-mini", maxCost: usd(2), max: { inputTokens: 100_000, outputTokens: 8_000, choices: 1 } } },
});
`,
      today: "2026-12-10",
    },
  },
});
