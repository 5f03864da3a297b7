import { setImmediate } from "node:timers/promises";

/** Bytes of a body from which the work on it is done in several turns of the loop. */
const LARGE = 1_000_000;

/** Between two pieces of work on so many bytes: others are served first where those are many. */
export function turnAfter(bytes: number): Promise<void> | undefined {
  return bytes < LARGE ? undefined : setImmediate();
}
