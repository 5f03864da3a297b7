import { type DiagnosticKind, defineDiagnostic } from "../define.ts";

export const caseTwins: DiagnosticKind<{ what: string; name: string; other: string }> = defineDiagnostic({
  code: "name/case-twins",
  severity: "error",
  title: "Names that differ only in case",
  message: ({ what, name, other }) => `the ${what} \`${other}\` and \`${name}\` differ only in case`,
  help: () => "Rename or remove one of the two.",
  page: {
    what: "Two tiers, two routes, two budgets or two metadata fields have names that are the same but for capital letters.",
    why: "People mix them up, and metadata in HTTP headers cannot be told apart: the case of a header is not kept.",
    mend: "Rename one of the two, or remove it.",
    bad: {
      language: "typescript",
      source: `import { policy } from "pointsman";

export default policy({
  routes: { chat: { otherwise: "openai/gpt-5.4-mini" }, Chat: { otherwise: "anthropic/claude-opus-5-5" } },
});
`,
    },
    good: {
      language: "typescript",
      source: `import { policy } from "pointsman";

export default policy({
  routes: { chat: { otherwise: "openai/gpt-5.4-mini" }, "chat-large": { otherwise: "anthropic/claude-opus-5-5" } },
});
`,
    },
  },
});
