/** The neutral answer to a request for embeddings: dialects read it, endpoints write it. */
import type { Vector } from "./vector.ts";

export interface EmbeddingsAnswer {
  /** One for each input, in their order. */
  readonly vectors: readonly Vector[];
  /** Tokens, as the provider counts them; absent: it does not say. */
  readonly inputTokens?: number;
  /** A client that speaks the provider's wire can be given its bytes. */
  readonly asItCame?: true;
}
