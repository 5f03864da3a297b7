import { type DiagnosticKind, defineDiagnostic } from "../define.ts";

export const endpointNotOffered: DiagnosticKind<{ id: string; wanted: string; why: string }> = defineDiagnostic({
  code: "catalog/endpoint-not-offered",
  severity: "error",
  title: "The model does not offer the endpoint",
  message: ({ id, wanted, why }) => `\`${id}\` cannot serve ${wanted}: ${why}`,
  page: {
    what: "A target is a model for something that no endpoint asks for, such as ranking, or one that its provider serves through another endpoint only.",
    why: "Every request that reaches the target is refused by the provider.",
    mend: "Use a model that offers chats, or in a route of their own one that makes embeddings.",
    bad: {
      language: "typescript",
      source: `import { policy } from "pointsman";

export default policy({
  routes: { chat: { otherwise: "voyage/rerank-2.5" } },
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
