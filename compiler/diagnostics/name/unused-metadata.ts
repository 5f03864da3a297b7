import { type DiagnosticKind, defineDiagnostic } from "../define.ts";

export const unusedMetadata: DiagnosticKind<{ name: string; header?: true | undefined }> = defineDiagnostic({
  code: "name/unused-metadata",
  severity: "warning",
  title: "Metadata that nothing asks about",
  message: ({ name, header }) => `nothing asks about \`${header ? `headers["${name}"]` : `metadata.${name}`}\``,
  help: ({ name, header }) =>
    `Ask about \`r.${header ? `headers["${name}"]` : `metadata.${name}`}\` in a rule, or remove it.`,
  page: {
    what: "The policy declares metadata that no condition, split or budget reads.",
    why: "Callers take the trouble to send it and expect that it changes something.",
    mend: "Ask about it in a rule, or remove the declaration.",
    bad: {
      language: "typescript",
      source: `import { policy } from "pointsman";

export default policy({
  metadata: { priority: ["low", "high"] },
  routes: { chat: { otherwise: "openai/gpt-5.4-mini" } },
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
