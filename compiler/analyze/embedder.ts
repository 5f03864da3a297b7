import { noEmbedder } from "../diagnostics/cache/no-embedder.ts";
import { diagnose } from "../diagnostics/define.ts";
import type { Check } from "./check.ts";

/** Semantic caches without an embedder, or with one that makes no embeddings. */
export const checkEmbedders: Check = ({ policy }) =>
  policy.routes.flatMap(({ cache }) => {
    if (!cache?.semantic) return [];
    const { embedder, origin } = cache.semantic;
    if (!embedder) return [diagnose(noEmbedder, {}, origin)];
    const kind = embedder.target?.model.kind;
    return kind === "embedding" ? [] : [diagnose(noEmbedder, { name: embedder.name, kind }, embedder.origin)];
  });
