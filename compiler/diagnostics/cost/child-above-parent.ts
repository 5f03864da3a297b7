import { spokenMoney } from "../amounts.ts";
import { type DiagnosticKind, defineDiagnostic } from "../define.ts";

interface Spent {
  readonly name: string;
  /** The fact that names whose budget it is. */
  readonly per: string;
  /** USD */
  readonly limit: number;
  readonly window: string;
}

export const childAboveParent: DiagnosticKind<{ child: Spent; parent: Spent }> = defineDiagnostic({
  code: "cost/child-above-parent",
  severity: "warning",
  title: "A budget above the one that it is part of",
  message: ({ child, parent }) =>
    `\`${child.name}\` allows ${allowed(child)}, but \`${parent.name}\`, which also counts all of it, only ${allowed(parent)}`,
  help: ({ child, parent }) => `Set \`${child.name}\` below ${spokenMoney(parent.limit)}, or take it out.`,
  page: {
    what: "Two budgets count the same spending: what a key spends is spent by its team and in its environment, what is spent in an hour is spent in its day, and what is spent in any window in the total. The inner one allows more than the outer one, which refuses requests when it is spent.",
    why: "The outer budget is spent first, so the inner one does not limit anything. (A week that lies in two months is the exception.) Often the two limits were exchanged, or a unit is wrong.",
    mend: "Set the limit of the inner budget below that of the outer one. A lower budget whose `exhausted` names cheaper targets is no finding: it may stand below one that refuses.",
    bad: {
      language: "typescript",
      source: `import { policy, usd } from "pointsman";

export default policy({
  routes: { chat: { otherwise: "openai/gpt-5.4-mini" } },
  budgets: {
    team: { per: (r) => r.key.team, missing: "pool", limit: usd(100), window: "month" },
    key: { per: (r) => r.key.id, limit: usd(200), window: "day" },
  },
});
`,
    },
    good: {
      language: "typescript",
      source: `import { policy, usd } from "pointsman";

export default policy({
  routes: { chat: { otherwise: "openai/gpt-5.4-mini" } },
  budgets: {
    team: { per: (r) => r.key.team, missing: "pool", limit: usd(100), window: "month" },
    key: { per: (r) => r.key.id, limit: usd(20), window: "day" },
  },
});
`,
    },
  },
});

function allowed({ limit, window, per }: Spent): string {
  return window === "total"
    ? `${spokenMoney(limit)} in total per \`${per}\``
    : `${spokenMoney(limit)} per ${window} and \`${per}\``;
}
