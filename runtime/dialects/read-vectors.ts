/** The vectors of an answer, as providers write them. */
import type { Failure } from "../failures.ts";
import { type Vector, vectorOf } from "../operations/embeddings/vector.ts";

/** `malformed` where one of them is none. */
export function readVectors(values: readonly unknown[]): readonly Vector[] | Failure {
  const vectors = values.map(vectorOf);
  if (vectors.every((vector) => vector !== undefined)) return vectors;
  const first = vectors.indexOf(undefined);
  return { class: "malformed", detail: `embedding ${first} of the answer is no vector` };
}

/** A whole number of tokens, or nothing. */
export function tokenCount(value: unknown): { inputTokens?: number } {
  return Number.isSafeInteger(value) && Number(value) > 0 ? { inputTokens: Number(value) } : {};
}
