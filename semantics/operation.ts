/** What is asked of a model: a chat, or embeddings. Which of both an endpoint is for, and which models answer it. */
import type { TableTarget } from "../schemas/table.ts";

export type Operation = "chat" | "embeddings";

/** The one endpoint that is not for chats, by the value of the fact `endpoint`. */
export const embeddingsEndpoint = "embeddings";

/** By the value of the fact `endpoint`. */
export function operationOf(endpoint: string): Operation {
  return endpoint === embeddingsEndpoint ? "embeddings" : "chat";
}

/** What a target can be asked for. */
export function answeredBy({ kind }: Pick<TableTarget, "kind">): Operation {
  return kind === "embedding" ? "embeddings" : "chat";
}
