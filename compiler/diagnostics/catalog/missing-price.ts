import { type DiagnosticKind, defineDiagnostic } from "../define.ts";

export const missingPriceUnderLimit: DiagnosticKind<{ id: string; because: string }> = defineDiagnostic({
  code: "catalog/missing-price",
  severity: "error",
  title: "No price where costs are limited",
  message: ({ id, because }) => `nobody knows what \`${id}\` costs, and ${because}`,
  help: ({ id }) =>
    `Say it in catalog.yaml: \`prices: { ${id}: { price: { input: …, output: … } } }\`, per million tokens.`,
  page: {
    what: "A target without a known price is used where a budget counts what is spent, or where `maxCost` compares it.",
    why: "A price that is missing would count as nothing: the budget never trips, and the bill comes all the same.",
    mend: "Give its price in the catalog overlay (0 where it is your own machine), or use a model whose price is known.",
    bad: {
      language: "typescript",
      source: `import { policy, usd } from "pointsman";

export default policy({
  routes: { chat: { otherwise: "groq/groq/compound" } },
  budgets: { team: { per: (r) => r.key.team, missing: "pool", limit: usd(100), window: "month" } },
});
`,
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
