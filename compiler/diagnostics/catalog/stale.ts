import { type DiagnosticKind, defineDiagnostic } from "../define.ts";

export const stale: DiagnosticKind<{ provider: string; asOf: string; days: number }> = defineDiagnostic({
  code: "catalog/stale",
  severity: "warning",
  title: "An old catalog",
  message: ({ provider, asOf, days }) =>
    `what the catalog knows about \`${provider}\` was gathered on ${asOf}, ${days} days ago`,
  help: () => "Install a newer version, or look for changes with `pointsman catalog update`.",
  page: {
    what: "The facts about a provider that the policy uses are more than 90 days old.",
    why: "Prices change and models retire in the meantime: costs are counted wrongly, and a dead fallback goes unseen.",
    mend: "Install a newer version of Pointsman, whose catalog is newer; correct single facts in the catalog overlay.",
    bad: {
      language: "typescript",
      source: `import { policy } from "pointsman";

export default policy({
  routes: { chat: { otherwise: "openai/gpt-5.4-mini" } },
});
`,
      today: "2027-03-01",
    },
    good: {
      language: "typescript",
      source: `import { policy } from "pointsman";

export default policy({
  routes: { chat: { otherwise: "openai/gpt-5.4-mini" } },
});
`,
      today: "2026-12-01",
    },
  },
});
