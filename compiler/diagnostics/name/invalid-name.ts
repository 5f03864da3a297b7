import { type DiagnosticKind, defineDiagnostic } from "../define.ts";

export const invalidName: DiagnosticKind<{ what: string; name: string; allowed: string }> = defineDiagnostic({
  code: "name/invalid-name",
  severity: "error",
  title: "A name with characters that names cannot have",
  message: ({ what, name }) => `${JSON.stringify(name)} cannot be the name of a ${what}`,
  help: ({ allowed }) => `It ${allowed}.`,
  page: {
    what: "The name of a route, a tier, a budget or a metadata field has characters that it cannot have.",
    why: "Names stand in requests, headers, metrics and file paths; a name with spaces or signs breaks one of them.",
    mend: "Use letters, digits, `.`, `_` and `-`, and begin with a letter or a digit.",
    bad: {
      language: "typescript",
      source: `import { policy } from "pointsman";

export default policy({
  tiers: { "very fast": "openai/gpt-5.4-mini" },
  routes: { chat: { otherwise: "very fast" } },
});
`,
    },
    good: {
      language: "typescript",
      source: `import { policy } from "pointsman";

export default policy({
  tiers: { "very-fast": "openai/gpt-5.4-mini" },
  routes: { chat: { otherwise: "very-fast" } },
});
`,
    },
  },
});
