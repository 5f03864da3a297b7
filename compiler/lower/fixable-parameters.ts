/** The listed parameters that a policy may fix, by what the requests of a route are for. */
import { chatParameters } from "../../schemas/parameters/chat.ts";
import { type EmbeddingsParameterName, embeddingsParameters } from "../../schemas/parameters/embeddings.ts";
import type { Operation } from "../../semantics/operation.ts";
import { parameterNamed, parameterSpellings } from "../../semantics/parameters/names.ts";

const ofEmbeddings = (Object.keys(embeddingsParameters) as EmbeddingsParameterName[]).filter(
  (name) => embeddingsParameters[name].reserved === undefined && name !== "metadata",
);

/** Other spellings included. */
export const fixableParameters: Readonly<Record<Operation, readonly string[]>> = {
  chat: parameterSpellings.filter((name) => chatParameters[parameterNamed(name)!].reserved === undefined),
  embeddings: ofEmbeddings,
};
