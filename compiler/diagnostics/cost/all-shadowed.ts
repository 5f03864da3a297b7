import { type DiagnosticKind, defineDiagnostic } from "../define.ts";

export const allShadowed: DiagnosticKind<{ route: string }> = defineDiagnostic({
  code: "cost/all-shadowed",
  severity: "warning",
  title: "A shadow of every request",
  message: ({ route }) => `every request of \`${route}\` is asked and paid for twice: the \`share\` of its shadow is 1`,
  help: () => "A small share, such as 0.05, shows the same sooner or later.",
  page: {
    what: "The `share` of a `shadow` is 1: the shadow is asked for every request that the route answers.",
    why: "The answers of a shadow are billed as any other. What they show is known from a few hundred of them; the rest is money for figures that hardly change.",
    mend: "Write a smaller share. Where a route has so few requests that all of them are wanted, silence this with that reason.",
    bad: {
      language: "typescript",
      source: `import { chain, policy } from "pointsman";

export default policy({
  routes: {
    chat: {
      otherwise: chain("openai/gpt-5.4-mini", "anthropic/claude-haiku-5-5"),
      shadow: { use: "mistral/mistral-large-2512", share: 1 },
    },
  },
});
`,
    },
    good: {
      language: "typescript",
      source: `import { chain, policy } from "pointsman";

export default policy({
  routes: {
    chat: {
      otherwise: chain("openai/gpt-5.4-mini", "anthropic/claude-haiku-5-5"),
      shadow: { use: "mistral/mistral-large-2512", share: 0.05 },
    },
  },
});
`,
    },
  },
});
