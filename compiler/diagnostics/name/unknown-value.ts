import { type DiagnosticKind, defineDiagnostic } from "../define.ts";
import { respell } from "../respell.ts";

export const unknownValue: DiagnosticKind<{
  fact: string;
  value: string;
  closest?: string | undefined;
  certain?: boolean;
  values: readonly string[];
}> = defineDiagnostic({
  code: "name/unknown-value",
  severity: "error",
  title: "A value that the fact never has",
  message: ({ fact, value }) => `\`r.${fact}\` is never \`${JSON.stringify(value)}\``,
  help: ({ closest, values }) =>
    closest
      ? `Did you mean ${JSON.stringify(closest)}?`
      : `Its values are ${values.map((value) => JSON.stringify(value)).join(", ")}.`,
  fix: ({ value, closest, certain }, written) => respell({ wrong: value, right: closest, certain }, written),
  page: {
    what: "A condition compares a fact with a value that is not among the fact's values.",
    why: "The comparison is always false, so the rule never decides for the requests it was written for.",
    mend: "Correct the value, or add it to the list under `metadata`.",
    bad: {
      language: "typescript",
      source: `import { policy } from "pointsman";

export default policy({
  metadata: { priority: ["low", "high"] },
  routes: {
    chat: {
      rules: [{ when: (r) => r.metadata.priority === "hihg", use: "anthropic/claude-opus-5-5" }],
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
