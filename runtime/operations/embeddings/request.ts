/** The neutral request for embeddings: endpoints read it, dialects write it. */
import type { Asked } from "../asked.ts";

export interface EmbeddingsRequest extends Asked {
  readonly stream: false;
  /** At least one, none of them empty. */
  readonly inputs: readonly EmbeddingInput[];
  /** Numbers of a vector; absent: the model's own. */
  readonly dimensions?: number;
  /** How the client wants its vectors written. */
  readonly encoding: Encoding;
  /** Opaque id of the end user. */
  readonly user?: string;
  /** What the vectors are for, in the client's words: `search_query`, `document` and the like. */
  readonly inputType?: string;
}

/** A text, or the ids of its tokens in the model's own vocabulary. */
export type EmbeddingInput = string | readonly number[];

export type Encoding = "float" | "base64";

/** The texts of a request; undefined where some are given as tokens, which only the model's own maker can read. */
export function textsOf(inputs: readonly EmbeddingInput[]): readonly string[] | undefined {
  return inputs.every((input) => typeof input === "string") ? inputs : undefined;
}
