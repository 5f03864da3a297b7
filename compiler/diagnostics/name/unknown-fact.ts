import { type DiagnosticKind, defineDiagnostic } from "../define.ts";
import { respell } from "../respell.ts";

export const unknownFact: DiagnosticKind<{ name: string; closest?: string | undefined; certain?: boolean }> =
  defineDiagnostic({
    code: "name/unknown-fact",
    severity: "error",
    title: "Unknown fact",
    message: ({ name }) => `there is no fact \`r.${name}\``,
    help: ({ closest, name }) => {
      if (closest) return `Did you mean \`r.${closest}\`?`;
      return name.startsWith("metadata.") ? "Declare it under `metadata`." : "The guide lists the facts.";
    },
    fix: ({ name, closest, certain }, written) => respell({ wrong: name, right: closest, certain }, written),
    page: {
      what: "A condition asks about something that is not known of a request, or about metadata that the policy does not declare.",
      why: "A missing fact compares false, so the rule would never decide.",
      mend: "Correct the name; for something that callers send, declare it under `metadata`.",
      bad: {
        language: "typescript",
        source: `import { policy } from "pointsman";

export default policy({
  routes: {
    chat: {
      rules: [{ when: (r) => r.inputToken > 32_000, use: "anthropic/claude-opus-5-5" }],
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
  routes: {
    chat: {
      rules: [{ when: (r) => r.inputTokens > 32_000, use: "anthropic/claude-opus-5-5" }],
      otherwise: "openai/gpt-5.4-mini",
    },
  },
});
`,
      },
    },
  });
