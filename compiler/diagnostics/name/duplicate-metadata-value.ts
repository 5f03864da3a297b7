import { type DiagnosticKind, defineDiagnostic } from "../define.ts";

export const duplicateMetadataValue: DiagnosticKind<{ path: string; value: string }> = defineDiagnostic({
  code: "name/duplicate-metadata-value",
  severity: "error",
  title: "A metadata value that is listed twice",
  message: ({ path, value }) => `\`${path}\` lists ${JSON.stringify(value)} twice`,
  help: () => "Correct or remove one of the two.",
  page: {
    what: "The list of values of a metadata field holds the same value twice.",
    why: "One of the two was meant to be another value, and rules about that one can never hold.",
    mend: "Correct or remove one of the two.",
    bad: {
      language: "typescript",
      source: `import { policy } from "pointsman";

export default policy({
  metadata: { priority: ["high", "high"] },
  routes: {
    chat: {
      rules: [{ when: (r) => r.metadata.priority === "high", use: "anthropic/claude-opus-5-5" }],
      otherwise: "openai/gpt-5.4-mini",
    },
  },
});
`,
    },
    good: {
      language: "typescript",
      source: `import { policy } from "pointsman";

export default policy({
  metadata: { priority: ["low", "high"] },
  routes: {
    chat: {
      rules: [{ when: (r) => r.metadata.priority === "high", use: "anthropic/claude-opus-5-5" }],
      otherwise: "openai/gpt-5.4-mini",
    },
  },
});
`,
    },
  },
});
