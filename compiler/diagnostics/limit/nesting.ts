import { type DiagnosticKind, defineDiagnostic } from "../define.ts";

export const nesting: DiagnosticKind<{ what: string }> = defineDiagnostic({
  code: "limit/nesting",
  severity: "error",
  title: "Nested too deeply",
  message: ({ what }) => what,
  help: () => "Give the inner parts names, with `const`.",
  page: {
    what: "Brackets, operators or functions stand inside each other deeper than the compiler follows.",
    why: "Nobody can read such a policy, and a parser that follows without an end runs out of memory.",
    mend: "Give the inner parts names, with `const`.",
    bad: {
      language: "typescript",
      source: `import { policy } from "pointsman";

const deep = ${"[".repeat(5_000)}${"]".repeat(5_000)};

export default policy({
  routes: { chat: { otherwise: "openai/gpt-5.4-mini" } },
});
`,
    },
    good: {
      language: "typescript",
      source: `import { policy } from "pointsman";

export default policy({
  routes: { chat: { otherwise: "openai/gpt-5.4-mini" } },
});
`,
    },
  },
});
