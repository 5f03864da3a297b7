import { type DiagnosticKind, defineDiagnostic } from "../define.ts";

export const unknownName: DiagnosticKind<{ name: string; closest?: string | undefined; where?: string }> =
  defineDiagnostic({
    code: "name/unknown-name",
    severity: "error",
    title: "Unknown name",
    message: ({ name, where }) => (where ? `\`${where}\` has no \`${name}\`` : `\`${name}\` is not defined`),
    help: ({ closest }) => closest && `Did you mean \`${closest}\`?`,
    page: {
      what: "A name is used that nothing in the file defines or imports.",
      why: "A misspelt constant would otherwise be a missing value, and compare false.",
      mend: "Define the name, import it, or correct its spelling.",
      bad: {
        language: "typescript",
        source: `import { policy } from "pointsman";

const LONG = 32_000;

export default policy({
  routes: {
    chat: {
      rules: [{ when: (r) => r.inputTokens > LNOG, use: "anthropic/claude-opus-5-5" }],
      otherwise: "openai/gpt-5.4-mini",
    },
  },
});
`,
      },
      good: {
        language: "typescript",
        source: `import { policy } from "pointsman";

const LONG = 32_000;

export default policy({
  routes: {
    chat: {
      rules: [{ when: (r) => r.inputTokens > LONG, use: "anthropic/claude-opus-5-5" }],
      otherwise: "openai/gpt-5.4-mini",
    },
  },
});
`,
      },
    },
  });
