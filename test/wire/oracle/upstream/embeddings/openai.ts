/** `/embeddings`, which answers in base64 where it is asked to. */
import { type Fields, list } from "../dialects/dialect.ts";
import type { Input, Made, UpstreamEmbeddings } from "./dialect.ts";

export const openaiEmbeddings: UpstreamEmbeddings = {
  members: { "": new Set(["model", "input", "dimensions", "encoding_format", "user"]) },
  inputs: ({ input }) => {
    if (typeof input === "string") return [input];
    const items = list(input);
    return typeof items[0] === "number" ? [items as number[]] : (items as Input[]);
  },
  dimensions: ({ dimensions }) => dimensions,
  answer,
};

function answer({ vectors, counts }: Made, { encoding_format }: Fields): object {
  const write = (vector: readonly number[]) => (encoding_format === "base64" ? base64Of(vector) : vector);
  const data = vectors.map((vector, index) => ({ object: "embedding", index, embedding: write(vector) }));
  const tokens = counts.reduce((sum, count) => sum + count, 0);
  return { object: "list", data, model: "as-served", usage: { prompt_tokens: tokens, total_tokens: tokens } };
}

function base64Of(vector: readonly number[]): string {
  const bytes = Buffer.alloc(4 * vector.length);
  for (const [i, number] of vector.entries()) bytes.writeFloatLE(number, 4 * i);
  return bytes.toString("base64");
}
