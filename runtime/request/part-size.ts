import type { EmbeddingsDialect } from "../dialects/dialect.ts";
import type { ReadyTarget } from "./ready-targets.ts";

/** Inputs that a target is asked for in one request for embeddings, of so many. */
export function partSize(
  inputs: number,
  { target }: Pick<ReadyTarget, "target">,
  dialect: Pick<EmbeddingsDialect, "batch"> | undefined,
): number {
  return Math.min(dialect?.batch?.(target) ?? inputs, target.batch ?? inputs, inputs);
}
