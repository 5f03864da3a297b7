import type { EmbeddingsEndpoint } from "../endpoints/endpoint.ts";
import type { Running } from "../running.ts";
import { answerRequest } from "./answer-request.ts";
import type { Client } from "./client.ts";
import { EmbeddingsAttempt } from "./embeddings-attempt.ts";

/** A request for embeddings. Settles when all was said. Throws only for a fault of ours. */
export function answerEmbeddings(running: Running, endpoint: EmbeddingsEndpoint, client: Client): Promise<void> {
  return answerRequest(
    running,
    { endpoint, begin: (ask, ...rest) => new EmbeddingsAttempt({ ...ask, endpoint }, ...rest) },
    client,
  );
}
