import type { TableRoute } from "../../schemas/table.ts";
import type { InputTokens } from "./input-tokens.ts";

/** A bound of the route that a request is above. */
export interface AboveMax {
  readonly bound: "inputTokens" | "textBytes";
  readonly has: number;
  readonly max: number;
}

export function boundsInput({ inputTokens, textBytes }: TableRoute["max"]): boolean {
  return inputTokens !== undefined || textBytes !== undefined;
}

/** Undefined when the route takes it. */
export function aboveMax(max: TableRoute["max"], tokens: InputTokens): AboveMax | undefined {
  const above = (bound: AboveMax["bound"], has: number): AboveMax | undefined => {
    const most = max[bound];
    return most !== undefined && has > most ? { bound, has, max: most } : undefined;
  };
  return above("inputTokens", tokens.expected) ?? above("textBytes", tokens.textBytes);
}

/** `about 12 input tokens`: how many of it a request has. */
export function spellBound(bound: AboveMax["bound"], count: number): string {
  return bound === "inputTokens" ? `about ${count} input tokens` : `${count} bytes of text`;
}
