import { type DiagnosticKind, defineDiagnostic } from "../define.ts";

export const untrippableBudget: DiagnosticKind<{ name: string; refusesAll: boolean }> = defineDiagnostic({
  code: "cost/untrippable-budget",
  severity: "warning",
  title: "A budget that nothing is spent from",
  message: ({ name, refusesAll }) =>
    `nothing can be spent from \`${name}\`: ${refusesAll ? "every request is refused" : "every target costs nothing"}`,
  help: ({ refusesAll }) =>
    refusesAll ? undefined : "Take the budget out, or give the targets what they cost in catalog.yaml.",
  page: {
    what: "A policy has a budget, and every target that can be asked, fallbacks, shadows and judges included, has the price 0, or every rule refuses its requests.",
    why: "The budget reads like a limit and is none: whatever is sent, it stays full.",
    mend: "Take it out. If the targets do cost something, say so in the catalog overlay.",
    bad: {
      language: "typescript",
      source: `import { policy, usd } from "pointsman";

export default policy({
  routes: { chat: { otherwise: "groq/groq/compound" } },
  budgets: { team: { per: (r) => r.key.team, missing: "pool", limit: usd(100), window: "month" } },
});
`,
      files: {
        "catalog.yaml": `prices:
  groq/groq/compound: { price: { input: 0, output: 0 } }
`,
      },
    },
    good: {
      language: "typescript",
      source: `import { policy, usd } from "pointsman";

export default policy({
  routes: { chat: { otherwise: "groq/groq/compound" } },
  budgets: { team: { per: (r) => r.key.team, missing: "pool", limit: usd(100), window: "month" } },
});
`,
      files: {
        "catalog.yaml": `prices:
  groq/groq/compound: { price: { input: 0.5, output: 1.5 } }
`,
      },
    },
  },
});
