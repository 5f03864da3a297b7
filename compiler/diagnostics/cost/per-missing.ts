import { type DiagnosticKind, defineDiagnostic } from "../define.ts";

/** `isPooled`: they share one budget. */
export const perMissing: DiagnosticKind<{ name: string; per: string; isPooled: boolean }> = defineDiagnostic({
  code: "cost/per-missing",
  severity: "error",
  title: "A budget by a fact that no request has",
  message: ({ name, per, isPooled }) =>
    `no request of any route has \`r.${per}\`, by which \`${name}\` is told apart: ${isPooled ? "all of them share one budget" : "every one of them is refused"}`,
  help: () => "Name a fact that they have, such as `r.key.id`.",
  page: {
    what: "The rules of every route serve only requests that lack the fact by which it is told whose budget it is.",
    why: 'A request without that fact is refused, so that nobody spends from no budget by leaving it out. Here that is every request; with `missing: "pool"` all callers share what was meant for each of them.',
    mend: "Tell callers apart by a fact that these requests have, such as `r.key.id`.",
    bad: {
      language: "typescript",
      source: `import { policy, reject, usd } from "pointsman";

export default policy({
  metadata: { tenant: "string" },
  routes: {
    open: {
      rules: [{ when: (r) => r.metadata.tenant !== undefined, use: reject(400, "Tenants use another gateway.") }],
      otherwise: "openai/gpt-5.4-mini",
    },
  },
  budgets: { tenant: { per: (r) => r.metadata.tenant, missing: "pool", limit: usd(20), window: "day" } },
});
`,
    },
    good: {
      language: "typescript",
      source: `import { policy, reject, usd } from "pointsman";

export default policy({
  metadata: { tenant: "string" },
  routes: {
    open: {
      rules: [{ when: (r) => r.metadata.tenant !== undefined, use: reject(400, "Tenants use another gateway.") }],
      otherwise: "openai/gpt-5.4-mini",
    },
  },
  budgets: { each: { per: (r) => r.key.id, limit: usd(20), window: "day" } },
});
`,
    },
  },
});
