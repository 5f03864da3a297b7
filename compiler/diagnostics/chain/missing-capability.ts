import { type DiagnosticKind, defineDiagnostic } from "../define.ts";

export const missingCapability: DiagnosticKind<{ id: string; fact: string }> = defineDiagnostic({
  code: "chain/missing-capability",
  severity: "warning",
  title: "A target that lacks what a rule's requests need",
  message: ({ id, fact }) => `\`${id}\` cannot serve the requests of this rule: all of them have \`r.${fact}\``,
  help: () => "Use a tier for this rule whose targets can all do it.",
  page: {
    what: "A rule takes only requests that need something, and uses a tier with a target that the catalog knows to lack it. The target serves other rules; for this one it is left out.",
    why: "The tier looks like so many targets and is fewer here: the fallback that is counted on is not there.",
    mend: "Give the rule a tier, or a chain, of targets that can all do it.",
    bad: {
      language: "typescript",
      source: `import { chain, policy } from "pointsman";

export default policy({
  tiers: { standard: chain("google/gemini-3.8-flash", "openai/gpt-5.4-mini", "mistral/mistral-large-2512") },
  routes: {
    chat: {
      rules: [{ when: (r) => r.needs.audio, use: "standard", set: { max_completion_tokens: 500 } }],
      otherwise: "standard",
      max: { inputTokens: 200_000 },
    },
  },
});
`,
    },
    good: {
      language: "typescript",
      source: `import { chain, policy } from "pointsman";

export default policy({
  tiers: { standard: chain("google/gemini-3.8-flash", "openai/gpt-5.4-mini", "mistral/mistral-large-2512") },
  routes: {
    chat: {
      rules: [{ when: (r) => r.needs.vision, use: "standard", set: { max_completion_tokens: 500 } }],
      otherwise: "standard",
      max: { inputTokens: 200_000 },
    },
  },
});
`,
    },
  },
});
