import { type DiagnosticKind, defineDiagnostic } from "../define.ts";

export const otherVectors: DiagnosticKind<{ id: string; first: string; why: string }> = defineDiagnostic({
  code: "chain/other-vectors",
  severity: "error",
  title: "Vectors of two models for the same requests",
  message: ({ id, first, why }) => `the vectors of \`${id}\` cannot be compared with those of \`${first}\`: ${why}`,
  help: () => "Name the same model at another provider, or leave the fallback out.",
  page: {
    what: "One plan of a route for embeddings can be served by models whose vectors have nothing to do with each other: of another maker, family or length, or another model of the same family.",
    why: "Distances hold between the vectors of one model alone. An index that was filled by one and asked by another answers without an error, and wrongly; nobody notices, as every request succeeds.",
    mend: "Let the same model answer in several places: at another provider, in another region, from another account. Where two models are meant, for two indexes, give each a route of its own. A deployment of the same model says so in the overlay, by `like`.",
    bad: {
      language: "typescript",
      source: `import { chain, policy } from "pointsman";

export default policy({
  routes: { index: { otherwise: chain("openai/text-embedding-3-large", "cohere/embed-v4.0") } },
});
`,
    },
    good: {
      language: "typescript",
      source: `import { chain, policy } from "pointsman";

export default policy({
  routes: { index: { otherwise: chain("scaleway/qwen3-embedding-8b", "vllm/Qwen/Qwen3-Embedding-8B") } },
});
`,
    },
  },
});
