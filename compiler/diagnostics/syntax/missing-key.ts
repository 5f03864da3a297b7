import { type DiagnosticKind, defineDiagnostic } from "../define.ts";

export const missingKey: DiagnosticKind<{ path: string; key: string; expected: string }> = defineDiagnostic({
  code: "syntax/missing-key",
  severity: "error",
  title: "A key is missing",
  message: ({ path, key }) => `${path ? `\`${path}\`` : "the policy"} has no \`${key}\``,
  help: ({ key, expected }) => `Add \`${key}\`, ${expected}.`,
  page: {
    what: "A part of the policy lacks a key that it needs.",
    why: "Without it the part says nothing.",
    mend: "Add the key.",
    bad: {
      language: "typescript",
      source: `import { policy } from "pointsman";

export default policy({
  routes: { chat: { otherwise: "openai/gpt-5.4-mini" } },
  budgets: { team: { per: (r) => r.key.team, missing: "pool", window: "month" } },
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
