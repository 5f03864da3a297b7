import { setImmediate } from "node:timers/promises";

/** Bytes of a body from which the work on it is done in several turns of the loop. */
const LARGE = 1_000_000;

export function isLarge(bytes: Buffer): boolean {
  return bytes.length >= LARGE;
}

/** Between two pieces of work on a large body: others are served first. */
export function nextTurn(): Promise<void> {
  return setImmediate();
}
