import type { ModelEntry } from "../../schemas/catalog.ts";

/** It can be asked for a chat: by its provider's own endpoint for chats, or by a format of its own. */
export function servesChat({ kind, endpoints, format }: Pick<ModelEntry, "kind" | "endpoints" | "format">): boolean {
  return kind === "chat" && (format !== undefined || endpoints === undefined || endpoints.includes("chat"));
}
