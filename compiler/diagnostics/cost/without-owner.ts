import { type DiagnosticKind, defineDiagnostic } from "../define.ts";

export const withoutOwner: DiagnosticKind<{ name: string; per: string }> = defineDiagnostic({
  code: "cost/without-owner",
  severity: "warning",
  title: "Requests that belong to nobody's budget",
  followsFrom: ["cost/per-missing"],
  message: ({ name, per }) => `a request without \`r.${per}\` is refused: \`${name}\` cannot say whose it is`,
  help: ({ per }) => {
    const [, field] = /^metadata\.(.*)/.exec(per) ?? [];
    const required =
      field === undefined ? "" : `, or require it of every request: \`metadata: { ${field}: { required: true } }\``;
    return `Say \`missing: "pool"\` where such requests are to share one budget, \`missing: "refuse"\` where they are to be refused${required}.`;
  },
  page: {
    what: "A budget is told apart by a fact that some requests lack, such as the team of a key that has none or metadata that need not be sent, and does not say what becomes of them. The finding shows such a request.",
    why: "It is refused with `budget_without_owner`, whatever the rules say, so that nobody spends from no budget by leaving the fact out. For a key that was made without a team, that is every request, and it is found out when it is used first.",
    mend: 'Write `missing: "pool"`: all such requests share one budget. Or `missing: "refuse"`, where they are to be refused. Metadata may be required of every request (`customer: { required: true }`), and a rule may refuse those without the fact in its own words.',
    bad: {
      language: "typescript",
      source: `import { policy, usd } from "pointsman";

export default policy({
  routes: { chat: { otherwise: "openai/gpt-5.4-mini" } },
  budgets: { team: { per: (r) => r.key.team, limit: usd(100), window: "month" } },
});
`,
    },
    good: {
      language: "typescript",
      source: `import { policy, usd } from "pointsman";

export default policy({
  routes: { chat: { otherwise: "openai/gpt-5.4-mini" } },
  budgets: { team: { per: (r) => r.key.team, missing: "pool", limit: usd(100), window: "month" } },
});
`,
    },
  },
});
