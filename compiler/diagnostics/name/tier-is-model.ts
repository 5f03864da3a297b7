import { type DiagnosticKind, defineDiagnostic } from "../define.ts";

export const tierIsModel: DiagnosticKind<{ name: string; target: string }> = defineDiagnostic({
  code: "name/tier-is-model",
  severity: "warning",
  title: "A tier that is named like a model",
  message: ({ name, target }) => `the tier \`${name}\` is named like the model of \`${target}\``,
  help: () => "Name it after what it is for, such as `standard`.",
  page: {
    what: "A tier has the name of a model that the policy uses.",
    why: 'Who reads `use: "gpt-5.4-mini"` believes that this model answers, whatever the tier says.',
    mend: "Name the tier after what it is for, such as `standard`.",
    bad: {
      language: "typescript",
      source: `import { chain, policy } from "pointsman";

export default policy({
  tiers: { "gpt-5.4-mini": chain("openai/gpt-5.4-mini", "anthropic/claude-haiku-5-5") },
  routes: { chat: { otherwise: "gpt-5.4-mini" } },
});
`,
    },
    good: {
      language: "typescript",
      source: `import { chain, policy } from "pointsman";

export default policy({
  tiers: { standard: chain("openai/gpt-5.4-mini", "anthropic/claude-haiku-5-5") },
  routes: { chat: { otherwise: "standard" } },
});
`,
    },
  },
});
