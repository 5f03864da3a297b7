import { type DiagnosticKind, defineDiagnostic } from "../define.ts";

export const smallEmbedder: DiagnosticKind<{ name: string; takes: number; most: number }> = defineDiagnostic({
  code: "cache/small-embedder",
  severity: "warning",
  title: "An embedder that is smaller than the route",
  message: ({ name, takes, most }) =>
    `\`${name}\` takes ${takes.toLocaleString("en")} tokens, and the route lets in ${most.toLocaleString("en")}`,
  help: () => "Name an embedder with a larger window, or lower the route's `max`.",
  page: {
    what: "The embedder of a route's semantic cache takes fewer tokens than the route's `max.inputTokens` lets in.",
    why: "What is longer than its window is cut or refused: two long texts that differ behind the cut look alike, and one gets the other's answer, or the cache never helps for them.",
    mend: "Choose an embedder whose window is as large as the route's `max`, or lower `max` on the route that caches.",
    bad: {
      language: "typescript",
      source: `import { policy } from "pointsman";

export default policy({
  routes: {
    chat: {
      otherwise: "openai/gpt-5.4-mini",
      max: { inputTokens: 50_000 },
      cache: { semantic: { embedder: "mistral/mistral-embed", maxWrongHitRate: 0.01 } },
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
      max: { inputTokens: 8_000 },
      cache: { semantic: { embedder: "mistral/mistral-embed", maxWrongHitRate: 0.01 } },
    },
  },
});
`,
    },
  },
});
