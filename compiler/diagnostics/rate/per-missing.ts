import { type DiagnosticKind, defineDiagnostic } from "../define.ts";

/** `isPooled`: they share one limit. */
export const perMissing: DiagnosticKind<{ name: string; per: string; isPooled: boolean }> = defineDiagnostic({
  code: "rate/per-missing",
  severity: "error",
  title: "A limit by a fact that no request has",
  message: ({ name, per, isPooled }) =>
    `no request that \`${name}\` is for has \`r.${per}\`: ${isPooled ? "all of them share one limit" : "every one of them is refused"}`,
  help: ({ per }) => `Name a fact that they have, or the routes whose requests have \`r.${per}\`.`,
  page: {
    what: "The rules of every route that a limit is for serve only requests that lack the fact by which it is told whose limit it is.",
    why: 'A request without that fact is refused, so that nobody escapes a limit by leaving it out. Here that is every request; with `missing: "pool"` all callers share what was meant for each of them.',
    mend: "Tell callers apart by a fact that these requests have, such as `r.key.id`, or name in `routes` those that the limit is meant for.",
    bad: {
      language: "typescript",
      source: `import { policy, reject } from "pointsman";

export default policy({
  metadata: { tenant: "string" },
  routes: {
    open: {
      rules: [{ when: (r) => r.metadata.tenant !== undefined, use: reject(400, "Tenants use another route.") }],
      otherwise: "openai/gpt-5.4-mini",
    },
  },
  limits: { calls: { per: (r) => r.metadata.tenant, requests: 60, window: "minute" } },
});
`,
    },
    good: {
      language: "typescript",
      source: `import { policy, reject } from "pointsman";

export default policy({
  metadata: { tenant: "string" },
  routes: {
    open: {
      rules: [{ when: (r) => r.metadata.tenant !== undefined, use: reject(400, "Tenants use another route.") }],
      otherwise: "openai/gpt-5.4-mini",
    },
  },
  limits: { calls: { per: (r) => r.key.id, requests: 60, window: "minute" } },
});
`,
    },
  },
});
