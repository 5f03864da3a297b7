import { type DiagnosticKind, defineDiagnostic } from "../define.ts";

export const endpointNotOffered: DiagnosticKind<{ id: string; offers: string }> = defineDiagnostic({
  code: "catalog/endpoint-not-offered",
  severity: "error",
  title: "The model does not offer the endpoint",
  message: ({ id, offers }) => `\`${id}\` cannot serve chat: it offers ${offers}`,
  page: {
    what: "A target of a chat route is a model for something else, such as embeddings, or one that its provider serves through another endpoint only.",
    why: "Every request that reaches the target is refused by the provider.",
    mend: "Use a model that offers chat completions.",
    bad: {
      language: "typescript",
      source: `import { policy } from "pointsman";

export default policy({
  routes: { chat: { otherwise: "openai/text-embedding-3-small" } },
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
