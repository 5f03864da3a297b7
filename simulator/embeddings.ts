// Embeddings: each input gets a vector, and the input alone is billed.
import { vectorOf } from "./vectors.ts";
import type { Arrival, Endpoint } from "./wire.ts";

export interface EmbeddingQuestion {
  readonly model: string;
  /** Texts; what is no text stands for itself as JSON. */
  readonly inputs: readonly string[];
  readonly inputTokens: readonly number[];
  readonly dimensions: number;
}

/** The vectors of a question, one for each input. */
export interface Embedded<Q extends EmbeddingQuestion> {
  readonly question: Q;
  readonly vectors: readonly (readonly number[])[];
  /** Of all inputs. */
  readonly tokens: number;
  readonly newId: (prefix: string, length: number) => string;
}

export interface EmbeddingDialect<Q extends EmbeddingQuestion> {
  readonly path: RegExp;
  readonly shown: string;
  /** @throws RequestProblem */
  toQuestion(arrival: Arrival): Q;
  toBody(embedded: Embedded<Q>): object;
  /** What is told in headers of the answer. */
  toHeaders?(embedded: Embedded<Q>): Record<string, string>;
}

export function embeddings<Q extends EmbeddingQuestion>(dialect: EmbeddingDialect<Q>): Endpoint {
  const { path, shown } = dialect;
  return {
    path,
    shown,
    read(arrival) {
      const question = dialect.toQuestion(arrival);
      const { model, inputs, inputTokens, dimensions } = question;
      const tokens = inputTokens.reduce((sum, count) => sum + count, 0);
      return {
        model,
        promptTokens: tokens,
        framing: undefined,
        answer: ({ newId }) => {
          const vectors = inputs.map((input) => vectorOf(input, dimensions));
          const embedded = { question, vectors, tokens, newId };
          const headers = dialect.toHeaders?.(embedded) ?? {};
          const billed = { input: tokens, cacheRead: 0, cacheWrite: 0, output: 0, reasoning: 0 };
          return { tokens: 0, billed, headers, body: () => dialect.toBody(embedded), events: () => [] };
        },
      };
    },
  };
}
