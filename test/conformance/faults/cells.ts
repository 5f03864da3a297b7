/**
 * Every failure at every stage of an answer, as one provider behaves on its socket, and what a client may see of it while a healthy
 * target stands behind: from the promises of the design, not from what the gateway does.
 */
import type { FailureClass } from "../../../semantics/failures.ts";
import type { CellOr, Place } from "./place.ts";
import { saidCell } from "./said-cells.ts";
import { silentCell } from "./silent-cells.ts";
import { transportCell } from "./transport-cells.ts";
import { saidClasses } from "./words.ts";

export const classes = [
  "connect",
  "timeout-first-token",
  "timeout-idle",
  "timeout-attempt",
  ...saidClasses,
  "malformed",
  "truncated",
  "truncated, ended in order",
  "deadline",
  "cancelled",
  "over-budget",
  "over-limit",
  "no-target",
] as const satisfies readonly (FailureClass | "truncated, ended in order")[];

export function cellOf(failure: (typeof classes)[number], place: Place): CellOr {
  const impossible = impossibleAnywhere(place);
  if (impossible !== undefined) return impossible;
  if (place.hedged && !silent.includes(failure)) return "the attempt is over before a hedge would begin";
  switch (failure) {
    case "connect":
    case "malformed":
    case "truncated":
    case "truncated, ended in order":
      return transportCell(failure, place);
    case "timeout-first-token":
    case "timeout-idle":
    case "timeout-attempt":
    case "deadline":
    case "cancelled":
      return silentCell(failure, place);
    case "over-budget":
    case "over-limit":
    case "no-target":
      return "decided by the gateway before a target is asked";
    default:
      return saidCell(failure, place);
  }
}

const silent: readonly string[] = ["timeout-first-token", "timeout-idle", "timeout-attempt", "deadline", "cancelled"];

function impossibleAnywhere({ wire, mode, stage, vectors }: Place): string | undefined {
  if (vectors && mode === "streamed") return "vectors are not streamed";
  if (mode === "whole" && stage === "before the first useful event") return "a whole answer has no events";
  const begins = wire.begin.length > 0;
  if (mode === "streamed" && stage === "before the first useful event" && !begins)
    return "this dialect's first event is useful";
  return undefined;
}
