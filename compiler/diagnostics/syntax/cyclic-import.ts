import { type DiagnosticKind, defineDiagnostic } from "../define.ts";

export const cyclicImport: DiagnosticKind<{ files: readonly string[] }> = defineDiagnostic({
  code: "syntax/cyclic-import",
  severity: "error",
  title: "Files that import each other",
  message: ({ files }) => `these files import each other: ${files.join(" → ")}`,
  help: () => "Move what both need into a third file.",
  page: {
    what: "A file imports itself, through others or directly.",
    why: "There is no order in which such files could be evaluated.",
    mend: "Move the shared values into a file that imports neither.",
    bad: {
      language: "typescript",
      source: `import { policy } from "pointsman";
import self from "./routes.ts";

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
