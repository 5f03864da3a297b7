import { type DiagnosticKind, defineDiagnostic } from "../define.ts";

interface Leaves {
  readonly route: string;
  /** Of the targets' providers; ISO countries. */
  readonly laws: readonly string[];
  /** Such as: the budget is spent. */
  readonly when: string;
}

export const exhaustedLeaves: DiagnosticKind<Leaves> = defineDiagnostic({
  code: "data/exhausted-leaves",
  severity: "warning",
  title: "The targets of a spent budget or a full limit are all outside what a rule allows",
  message: ({ route, laws, when }) =>
    `every target here is under a law (${laws.join(", ")}) that \`jurisdictions\` of \`${route}\` leaves out: its requests are refused when ${when}`,
  help: () => "Add a target that the rule allows, or leave `exhausted` out if they are to be refused.",
  page: {
    what: "`exhausted` of a budget or a limit names targets, and a route or a rule demands `jurisdictions` that allow none of them. The terms of the rule that decides hold for what `exhausted` names, too.",
    why: "No data leaves the jurisdictions: the targets are left out. But then nothing is left, and requests are refused although a fallback is written for them.",
    mend: "Add a target to `exhausted` whose provider is under a law that the rule allows. Where these requests are to be refused, silence the finding with that reason.",
    bad: {
      language: "typescript",
      source: `import { policy, usd } from "pointsman";

export default policy({
  routes: {
    chat: {
      rules: [{ when: (r) => r.key.team === "legal", use: "mistral/mistral-large-2512", jurisdictions: ["FR"] }],
      otherwise: "openai/gpt-5.4-mini",
    },
  },
  budgets: {
    team: { per: (r) => r.key.team, missing: "pool", limit: usd(100), window: "month", exhausted: "openai/gpt-6-luna" },
  },
});
`,
    },
    good: {
      language: "typescript",
      source: `import { policy, usd } from "pointsman";

export default policy({
  routes: {
    chat: {
      rules: [{ when: (r) => r.key.team === "legal", use: "mistral/mistral-large-2512", jurisdictions: ["FR"] }],
      otherwise: "openai/gpt-5.4-mini",
    },
  },
  budgets: {
    team: { per: (r) => r.key.team, missing: "pool", limit: usd(100), window: "month", exhausted: "mistral/mistral-small-2603" },
  },
});
`,
    },
  },
});
