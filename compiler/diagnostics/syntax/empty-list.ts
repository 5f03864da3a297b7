import { type DiagnosticKind, defineDiagnostic } from "../define.ts";

export const emptyList: DiagnosticKind<{ path: string }> = defineDiagnostic({
  code: "syntax/empty-list",
  severity: "error",
  title: "An empty list",
  message: ({ path }) => `\`${path}\` is an empty list`,
  help: () => "Add an entry, or remove the key.",
  page: {
    what: "A list that must name something names nothing: a chain without targets, metadata without values.",
    why: "A chain of nothing serves no request, and a field without values never has one.",
    mend: "Add an entry, or remove the key.",
    bad: {
      language: "typescript",
      source: `import { chain, policy } from "pointsman";

export default policy({
  tiers: { standard: chain() },
  routes: { chat: { otherwise: "standard" } },
});
`,
    },
    good: {
      language: "typescript",
      source: `import { chain, policy } from "pointsman";

export default policy({
  tiers: { standard: chain("openai/gpt-5.4-mini") },
  routes: { chat: { otherwise: "standard" } },
});
`,
    },
  },
});
