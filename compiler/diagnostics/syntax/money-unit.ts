import { type DiagnosticKind, defineDiagnostic } from "../define.ts";

export const moneyUnit: DiagnosticKind<{ path: string; found: string; amount?: string | undefined }> = defineDiagnostic(
  {
    code: "syntax/money-unit",
    severity: "error",
    title: "Money without its currency",
    message: ({ path, found }) => `\`${path}\` is money, and ${found} has no currency or not this one`,
    help: ({ amount = "0.10" }) => `Write \`usd(${amount})\`, or \`$${amount}\` in YAML.`,
    page: {
      what: "An amount of money is a bare number, or in a form other than `usd(…)` or `$…`.",
      why: "Cents read as dollars, or prices per token read as prices per request, block everybody or nobody.",
      mend: "Write `usd(0.10)` in TypeScript, `$0.10` in YAML. All amounts are US dollars.",
      bad: {
        language: "typescript",
        source: `import { policy } from "pointsman";

export default policy({
  routes: { chat: { otherwise: "openai/gpt-5.4-mini", maxCost: 1, max: { outputTokens: 8_000 } } },
});
`,
      },
      good: {
        language: "typescript",
        source: `import { policy, usd } from "pointsman";

export default policy({
  routes: { chat: { otherwise: "openai/gpt-5.4-mini", maxCost: usd(1), max: { inputTokens: 50_000, outputTokens: 8_000, choices: 1 } } },
});
`,
      },
    },
  },
);
