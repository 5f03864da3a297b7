import type { Target } from "../lower/ir.ts";

/** Whether the cost of an answer is known: both usual rates are, or the one of a model that writes nothing. */
export function hasPrice({ model }: Target): boolean {
  return model.price?.input !== undefined && (model.kind === "embedding" || model.price.output !== undefined);
}
