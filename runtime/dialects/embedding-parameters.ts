/** The parameters of a request for embeddings, as far as the catalog decides whether and how they are sent. */
import type { TableTarget } from "../../schemas/table.ts";
import type { Failure } from "../failures.ts";
import type { EmbeddingsRequest } from "../operations/embeddings/request.ts";

/**
 * The length of vectors that is asked for by a parameter; undefined where none is, and a failure where the model cannot be asked for
 * another length than its own: to leave it out would give vectors that fit no others of the client.
 */
export function sentDimensions(
  { dimensions }: EmbeddingsRequest,
  { id, dims, parameters: { drop = [] } }: TableTarget,
): number | undefined | Failure {
  if (dimensions === undefined || !drop.includes("dimensions")) return dimensions;
  if (dimensions === dims) return undefined;
  const own = dims === undefined ? "one length alone" : `${dims} numbers`;
  const detail = `dimensions cannot be asked of ${id}: its vectors have ${own}.`;
  return { class: "unsupported", detail, param: "dimensions" };
}

/** Of those that may be left out: the ones that are, as the catalog says. */
export function droppedParameters(
  { user, inputType }: EmbeddingsRequest,
  takes: { readonly user: boolean; readonly inputType: boolean },
): string[] {
  const userDropped = user !== undefined && !takes.user ? ["user"] : [];
  return [...userDropped, ...(inputType !== undefined && !takes.inputType ? ["input_type"] : [])];
}
