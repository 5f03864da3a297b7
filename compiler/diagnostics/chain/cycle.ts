import { type DiagnosticKind, defineDiagnostic } from "../define.ts";

/** `fallbacks`: what goes round are the model groups of an imported configuration. */
export const cycle: DiagnosticKind<{ tiers: readonly string[]; fallbacks?: boolean }> = defineDiagnostic({
  code: "chain/cycle",
  severity: "error",
  title: "A tier that contains itself",
  message: ({ tiers, fallbacks }) =>
    `these ${fallbacks ? "model groups fall back to" : "tiers contain"} each other: ${tiers.join(" → ")}`,
  help: ({ fallbacks }) => (fallbacks ? "The policy tries each of them once." : "Let one of them name models instead."),
  page: {
    what: "A tier names itself, directly or through other tiers.",
    why: "In a router that follows such fallbacks at run time one bad request goes round until something breaks.",
    mend: "Write the models of one of the tiers out.",
    bad: {
      language: "typescript",
      source: `import { chain, policy } from "pointsman";

export default policy({
  tiers: {
    first: chain("openai/gpt-5.4-mini", "second"),
    second: chain("anthropic/claude-haiku-5-5", "first"),
  },
  routes: { chat: { otherwise: "first" } },
});
`,
    },
    good: {
      language: "typescript",
      source: `import { chain, policy } from "pointsman";

export default policy({
  tiers: {
    first: chain("openai/gpt-5.4-mini", "second"),
    second: chain("anthropic/claude-haiku-5-5"),
  },
  routes: { chat: { otherwise: "first" } },
});
`,
    },
  },
});
