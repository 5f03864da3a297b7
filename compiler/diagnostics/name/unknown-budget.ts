import { type DiagnosticKind, defineDiagnostic } from "../define.ts";
import { respell } from "../respell.ts";

export const unknownBudget: DiagnosticKind<{
  name: string;
  budgets: readonly string[];
  closest?: string | undefined;
  certain?: boolean;
}> = defineDiagnostic({
  code: "name/unknown-budget",
  severity: "error",
  title: "Unknown budget",
  message: ({ name }) => `there is no budget \`${name}\``,
  help: ({ closest, budgets }) => {
    if (closest) return `Did you mean \`${closest}\`?`;
    return budgets.length > 0 ? `The policy has ${budgets.join(", ")}.` : "Define it under `budgets`.";
  },
  fix: ({ name, closest, certain }, written) => respell({ wrong: name, right: closest, certain }, written),
  page: {
    what: "A condition asks how a budget stands that the policy does not define.",
    why: "Nothing is ever spent from it, so the rule would never decide.",
    mend: "Correct the name, or define the budget under `budgets`.",
    bad: {
      language: "typescript",
      source: `import { policy, usd } from "pointsman";

export default policy({
  budgets: { team: { per: (r) => r.key.team, missing: "pool", limit: usd(500), window: "month" } },
  routes: {
    chat: {
      rules: [{ when: (r) => r.budget.taem.left < usd(5), use: "anthropic/claude-opus-5-5" }],
      otherwise: "openai/gpt-5.4-mini",
    },
  },
});
`,
    },
    good: {
      language: "typescript",
      source: `import { policy, usd } from "pointsman";

export default policy({
  budgets: { team: { per: (r) => r.key.team, missing: "pool", limit: usd(500), window: "month" } },
  routes: {
    chat: {
      rules: [{ when: (r) => r.budget.team.left < usd(5), use: "anthropic/claude-opus-5-5" }],
      otherwise: "openai/gpt-5.4-mini",
    },
  },
});
`,
    },
  },
});
