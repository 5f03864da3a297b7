import { type DiagnosticKind, defineDiagnostic } from "../define.ts";

export const noPolicy: DiagnosticKind<Record<string, never>> = defineDiagnostic({
  code: "syntax/no-policy",
  severity: "error",
  title: "No policy in the file",
  message: () => "the file has no default export",
  help: () => "Write `export default policy({ … })`.",
  page: {
    what: "The file that was named as the policy exports no default value.",
    why: "There is nothing to compile.",
    mend: "Export the policy as the default of its file.",
    bad: {
      language: "typescript",
      source: `import { policy } from "pointsman";

export const routes = policy({
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
