import type { CacheMark } from "../../operations/chat/request.ts";
import type { ModelFamily } from "./model-family.ts";
import type { WireCachePoint } from "./wire.ts";

/** Stands behind what the client marked as the end of what is to be cached. Five minutes are what it lasts without a word. */
export function cachePoint(mark: CacheMark | undefined, { caches, cachesLong }: ModelFamily): WireCachePoint[] {
  if (mark === undefined || caches === "nothing") return [];
  return [{ cachePoint: { type: "default", ...(mark.ttl === "1h" && cachesLong ? { ttl: "1h" } : {}) } }];
}
