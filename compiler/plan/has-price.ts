import type { Target } from "../lower/ir.ts";

/** Whether the cost of an answer is known: both usual rates are. */
export function hasPrice({ model }: Target): boolean {
  return model.price?.input !== undefined && model.price.output !== undefined;
}
