import { type DiagnosticKind, defineDiagnostic } from "../define.ts";

export const unknownModel: DiagnosticKind<{ id: string; closest?: string | undefined; provider?: string | undefined }> =
  defineDiagnostic({
    code: "name/unknown-model",
    severity: "error",
    title: "Unknown model",
    message: ({ id, provider }) =>
      provider ? `the catalog has no model \`${id}\` at \`${provider}\`` : `the catalog has no provider for \`${id}\``,
    help: ({ closest }) => closest && `Did you mean \`${closest}\`?`,
    page: {
      what: "A target names a provider or a model that the catalog does not list.",
      why: "Every request that reaches the target would be refused by the provider, after it has waited its turn.",
      mend: "Correct the id, which is `provider/model`.",
      bad: {
        language: "typescript",
        source: `import { policy } from "pointsman";

export default policy({
  routes: { chat: { otherwise: "openai/gpt-5.4-mimi" } },
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
