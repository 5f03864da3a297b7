import type { Asker } from "./askers.ts";
import type { Cell } from "./place.ts";

const usual = [
  ...["connect", "timeout-first-token", "timeout-idle", "timeout-attempt", "rate-limited", "quota", "overloaded"],
  ...["server-error", "auth", "not-found", "malformed", "truncated", "context-length", "unsupported"],
];

/**
 * The cell as it is where the route says the opposite of what holds without a word: what falls back is told, and what is the client's own
 * leads to the healthy target. Undefined where a route has no say.
 */
export function turned(cell: Cell, { hedged }: Asker): Cell | undefined {
  const { failure, outcome } = cell;
  // A hedge goes on without any failure.
  if (failure === undefined || hedged) return undefined;
  if (outcome === "falls back")
    return { ...cell, outcome: "told", fallbackOn: usual.filter((name) => name !== failure) };
  if (outcome !== "told" || usual.includes(failure) || failure === "deadline") return undefined;
  const { status: _, ...rest } = cell;
  return { ...rest, outcome: "falls back", fallbackOn: [...usual, failure], led: failure };
}
