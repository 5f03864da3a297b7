import type { CacheMark } from "../operations/chat/request.ts";
import { isObject, type JsonObject } from "./body-checks.ts";

/** The mark at the end of what is to be cached, as the Messages API writes it and several gateways take it of chat completions. */
export function cacheMark({ cache_control: mark }: JsonObject): { cache?: CacheMark } {
  if (!isObject(mark) || mark.type !== "ephemeral") return {};
  return { cache: mark.ttl === "1h" || mark.ttl === "5m" ? { ttl: mark.ttl } : {} };
}
