import type { EmbeddingsEndpoint } from "../endpoints/endpoint.ts";
import type { EmbeddingsRequest } from "../operations/embeddings/request.ts";
import type { Running } from "../running.ts";
import { answerRequest } from "./answer-request.ts";
import type { Client } from "./client.ts";
import { EmbeddingsAttempt } from "./embeddings-attempt.ts";
import type { Operation } from "./operation.ts";

/** A request for embeddings. Settles when all was said. Throws only for a fault of ours. */
export function answerEmbeddings(running: Running, endpoint: EmbeddingsEndpoint, client: Client): Promise<void> {
  return answerRequest(running, embeddingsOperation(endpoint), client);
}

/** How a request for embeddings is tried. */
export function embeddingsOperation(endpoint: EmbeddingsEndpoint): Operation<EmbeddingsRequest> {
  return { endpoint, begin: (ask, ...rest) => new EmbeddingsAttempt({ ...ask, endpoint }, ...rest) };
}
