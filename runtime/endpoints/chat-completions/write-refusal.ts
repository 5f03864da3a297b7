/** A refusal as a client of this endpoint reads errors: the body of an answer, and the event that ends a stream. */
import type { Refusal } from "../../refusal.ts";
import { errorObject } from "../error-object.ts";

export function writeRefusal(refusal: Refusal): string {
  return JSON.stringify({ error: errorObject(refusal) });
}

/** A comment: clients of this endpoint read nothing of it. */
export const KEEP_ALIVE = ": keepalive\n\n";

/** Nothing may be written after it. */
export function errorEvent(refusal: Refusal): string {
  return `data: ${writeRefusal(refusal)}\n\n`;
}
