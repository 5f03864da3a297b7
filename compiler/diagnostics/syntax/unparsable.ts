import { type DiagnosticKind, defineDiagnostic } from "../define.ts";

export const unparsable: DiagnosticKind<{ problem: string }> = defineDiagnostic({
  code: "syntax/unparsable",
  severity: "error",
  title: "The file does not parse",
  message: ({ problem }) => `this does not parse: ${problem.charAt(0).toLowerCase()}${problem.slice(1)}`,
  page: {
    what: "TypeScript's parser cannot read the file, or the text of a condition.",
    why: "Nothing after the mistake can be relied on, so nothing of the file is compiled.",
    mend: "Mend the syntax at the place that is shown; an editor with TypeScript shows the same.",
    bad: {
      language: "typescript",
      source: `import { policy } from "pointsman";

export default policy({
  routes: { chat: { otherwise: "openai/gpt-5.4-mini" },
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
