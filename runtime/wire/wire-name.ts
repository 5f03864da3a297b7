/** The forms in which requests and answers are written. Where both sides have the same one, bytes pass. */
export type WireName =
  | "chat-completions"
  | "messages"
  | "responses"
  | "embeddings"
  | "generate-content"
  | "converse"
  | "chat-v2"
  | "api-chat";
