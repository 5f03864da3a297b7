/**
 * What tells the generations of models apart. The catalog says it by the place of `reasoning_effort`: since the third one it is a
 * level of thinking, and with it came signed calls, pictures in results, and JSON beside tools.
 */
import type { TableTarget } from "../../../../schemas/table.ts";

export interface Traits {
  /** How it is told how long to think; undefined: it is not known to think. */
  readonly thinks: "by-level" | "by-budget" | undefined;
  /** It refuses calls in its history that lack their signature. */
  readonly wantsSignatures: boolean;
  /** Results of tools may hold pictures. */
  readonly hasResultParts: boolean;
  /** It can be held to JSON while it has tools. */
  readonly hasJsonBesideTools: boolean;
}

export function traitsOf({ parameters: { rename } }: Pick<TableTarget, "parameters">): Traits {
  const place = rename?.reasoning_effort ?? "";
  const isThird = place.endsWith("thinkingLevel");
  const thinks = isThird ? "by-level" : place.endsWith("thinkingBudget") ? "by-budget" : undefined;
  return { thinks, wantsSignatures: isThird, hasResultParts: isThird, hasJsonBesideTools: isThird };
}
