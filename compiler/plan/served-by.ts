import { any } from "../lower/connectives.ts";
import type { Condition } from "../lower/ir.ts";
import type { Origin } from "../source.ts";
import type { Tried } from "./tried.ts";

/** The requests that some of these targets can be tried for. */
export function servedBy(tried: readonly Tried[], origin: Origin): Condition {
  return any(
    tried.map(({ when }) => when),
    origin,
  );
}
