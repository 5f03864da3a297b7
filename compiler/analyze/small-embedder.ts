import { smallEmbedder } from "../diagnostics/cache/small-embedder.ts";
import { diagnose } from "../diagnostics/define.ts";
import { windowOf } from "../plan/window.ts";
import type { Check } from "./check.ts";

/** Embedders that take fewer tokens than their route lets in. What has no bound is not asked about. */
export const checkSmallEmbedders: Check = ({ policy }) =>
  policy.routes.flatMap(({ cache, max: { inputTokens: most } }) => {
    const { target, name, origin } = cache?.semantic?.embedder ?? {};
    if (target?.model.kind !== "embedding" || !name || !origin || most === undefined) return [];
    const takes = windowOf(target);
    return takes < most ? [diagnose(smallEmbedder, { name, takes, most }, origin)] : [];
  });
