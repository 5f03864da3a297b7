import type { TableTarget } from "../schemas/table.ts";
import type { Facts } from "./facts/facts.ts";

/** Tokens of one answer, at most: by what the client asks for, what its route allows, and what the model has. */
export function mostOutput(
  { maxOutput, context }: Pick<TableTarget, "maxOutput" | "context">,
  { request: { said } }: Facts,
  allowed: number | undefined,
): number {
  const limits = [said.maxOutputTokens, allowed, maxOutput, context];
  return Math.min(...limits.filter((limit) => typeof limit === "number"));
}
