import { type DiagnosticKind, defineDiagnostic } from "../define.ts";

export const unusedTier: DiagnosticKind<{ name: string }> = defineDiagnostic({
  code: "name/unused-tier",
  severity: "warning",
  title: "A tier that nothing uses",
  message: ({ name }) => `nothing uses the tier \`${name}\``,
  help: () => "Name it in a rule or in another tier, or remove it.",
  page: {
    what: "No rule, no `otherwise`, no budget and no other used tier names the tier.",
    why: "Who reads the policy believes that requests go there. Often a rule was meant to name it and names another.",
    mend: "Name it in a rule, or remove it.",
    bad: {
      language: "typescript",
      source: `import { policy } from "pointsman";

export default policy({
  tiers: { standard: "openai/gpt-5.4-mini", premium: "anthropic/claude-opus-5-5" },
  routes: { chat: { otherwise: "standard" } },
});
`,
    },
    good: {
      language: "typescript",
      source: `import { policy } from "pointsman";

export default policy({
  tiers: { standard: "openai/gpt-5.4-mini" },
  routes: { chat: { otherwise: "standard" } },
});
`,
    },
  },
});
