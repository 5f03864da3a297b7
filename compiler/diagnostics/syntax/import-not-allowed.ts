import { type DiagnosticKind, defineDiagnostic } from "../define.ts";

export const importNotAllowed: DiagnosticKind<{ specifier: string; reason: "package" | "outside" }> = defineDiagnostic({
  code: "syntax/import-not-allowed",
  severity: "error",
  title: "This import is not allowed",
  message: ({ specifier, reason }) =>
    reason === "package" ? `a policy cannot import \`${specifier}\`` : `\`${specifier}\` lies outside the project`,
  help: () => 'Import from "pointsman", or from a relative path inside the project.',
  page: {
    what: "A policy imports a package, a module of the platform, or a file outside the project.",
    why: "Only what stands in the project is reviewed with it; code from elsewhere could change without a pull request.",
    mend: "Copy the values into a `.ts` or `.json` file of the project and import that.",
    bad: {
      language: "typescript",
      source: `import { readFileSync } from "node:fs";
import { policy } from "pointsman";

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
