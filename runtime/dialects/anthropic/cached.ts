import type { CacheMark } from "../../operations/chat/request.ts";
import type { Cached } from "./wire.ts";

/** `cache_control`, where the client marked the end of what is to be cached. */
export function cached(mark: CacheMark | undefined): Cached {
  return mark === undefined ? {} : { cache_control: { type: "ephemeral", ...mark } };
}
