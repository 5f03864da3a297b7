import { type DiagnosticKind, defineDiagnostic } from "../define.ts";

interface NoEmbedder {
  /** What is named as one. */
  readonly name?: string | undefined;
  /** Of the model of that name: chat, rerank. */
  readonly kind?: string | undefined;
}

export const noEmbedder: DiagnosticKind<NoEmbedder> = defineDiagnostic({
  code: "cache/no-embedder",
  severity: "error",
  title: "A semantic cache that nothing makes embeddings for",
  message: ({ name, kind }) => {
    if (name === undefined) return "`semantic` has no `embedder`, so nothing tells which requests mean the same";
    const is =
      kind === undefined ? "no model: one has its provider before a slash" : `a ${kind} model: it makes no embeddings`;
    return `the embedder \`${name}\` is ${is}`;
  },
  help: () => 'Write `embedder: "provider/model"` with an embedding model of the catalog, or of your overlay.',
  page: {
    what: "A route's cache has a `semantic` part without an `embedder`, or one that is no embedding model.",
    why: "Whether two requests mean the same is measured by the distance of their embeddings. Comparing their letters is no stand-in: it takes “turn on” for “turn off”, and misses every true paraphrase.",
    mend: "Name an embedding model as `provider/model`. The text of every request that the route serves is sent there, so invariants with `every` count it, too.",
    bad: {
      language: "typescript",
      source: `import { policy } from "pointsman";

export default policy({
  routes: {
    chat: {
      otherwise: "openai/gpt-5.4-mini",
      cache: { semantic: { embedder: "mistral/mistral-large-2512", maxWrongHitRate: 0.01 } },
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
      otherwise: "openai/gpt-5.4-mini",
      cache: { semantic: { embedder: "mistral/mistral-embed", maxWrongHitRate: 0.01 } },
    },
  },
});
`,
    },
  },
});
