import { type DiagnosticKind, defineDiagnostic } from "../define.ts";
import { respell } from "../respell.ts";

export const unknownWindow: DiagnosticKind<{
  name: string;
  closest?: string | undefined;
  certain?: boolean;
  known: readonly string[];
}> = defineDiagnostic({
  code: "name/unknown-window",
  severity: "error",
  title: "Unknown window of a budget",
  message: ({ name }) => `there is no window \`${name}\``,
  help: ({ closest, known }) =>
    closest ? `Did you mean \`${closest}\`?` : `The windows are ${known.map((name) => `\`${name}\``).join(", ")}.`,
  fix: ({ name, closest, certain }, written) => respell({ wrong: name, right: closest, certain }, written),
  page: {
    what: "The `window` of a budget is not one of those that the runtime counts in.",
    why: "The budget would never begin anew, or at another time than was meant.",
    mend: "Use `hour`, `day`, `week`, `month` or `total`.",
    bad: {
      language: "typescript",
      source: `import { policy, usd } from "pointsman";

export default policy({
  routes: { chat: { otherwise: "openai/gpt-5.4-mini" } },
  budgets: { team: { per: (r) => r.key.team, missing: "pool", limit: usd(500), window: "monht" } },
});
`,
    },
    good: {
      language: "typescript",
      source: `import { policy, usd } from "pointsman";

export default policy({
  routes: { chat: { otherwise: "openai/gpt-5.4-mini" } },
  budgets: { team: { per: (r) => r.key.team, missing: "pool", limit: usd(500), window: "month" } },
});
`,
    },
  },
});
