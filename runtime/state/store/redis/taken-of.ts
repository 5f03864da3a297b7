import type { Room, Taken } from "../limits.ts";

/** What the script says: 1, then the room of each; or 0, the index, its room, and the wait or -1. */
export function takenOf([isTaken, ...rest]: readonly number[]): Taken {
  if (isTaken === 1) {
    const left: Room[] = [];
    for (let i = 0; i < rest.length; i += 2) left.push({ left: rest[i]!, reset: rest[i + 1]! });
    return { kind: "taken", left };
  }
  const [index = 0, left = 0, reset = 0, wait = -1] = rest;
  return { kind: "over", index, room: { left, reset }, wait: wait === -1 ? undefined : wait };
}
