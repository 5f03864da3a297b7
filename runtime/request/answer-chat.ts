import type { ChatEndpoint } from "../endpoints/endpoint.ts";
import type { Running } from "../running.ts";
import { answerRequest } from "./answer-request.ts";
import { ChatAttempt } from "./chat-attempt.ts";
import type { Client } from "./client.ts";

/** A chat request of any endpoint. Settles when all was said. Throws only for a fault of ours. */
export function answerChat(running: Running, endpoint: ChatEndpoint, client: Client): Promise<void> {
  return answerRequest(
    running,
    {
      endpoint,
      begin: (ask, ...rest) =>
        new ChatAttempt({ ...ask, endpoint, wantsUsage: endpoint.wantsUsage(ask.body) }, ...rest),
    },
    client,
  );
}
