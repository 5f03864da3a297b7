/**
 * Members that stand twice in one object: readers of JSON differ in which one they take, so what was checked might not
 * be what a provider reads. Whether there are any is a matter of counting; which one it is, is only looked for then.
 */
import { CLOSE_BRACE, CLOSE_BRACKET, COMMA, nameAt, OPEN_BRACE, OPEN_BRACKET, QUOTE, stringEnd } from "./json-bytes.ts";
import { type Open, pathOf } from "./place-at.ts";

/** The members of all objects in a parsed value, where each name counts once. */
export function countMembers(value: unknown): number {
  if (typeof value !== "object" || value === null) return 0;
  let count = 0;
  if (Array.isArray(value)) {
    for (const item of value) if (typeof item === "object") count += countMembers(item);
    return count;
  }
  const members = Object.values(value);
  count = members.length;
  for (const member of members) if (typeof member === "object") count += countMembers(member);
  return count;
}

interface OpenNames extends Open {
  /** Undefined in a list. */
  names: Set<string> | undefined;
}

/** The path of the first member that stands twice, such as `messages[2].content`. The bytes must be valid JSON. */
export function findTwin(bytes: Buffer): string | undefined {
  const open: OpenNames[] = [];
  let isKey = false;
  for (let at = 0; at < bytes.length; at++) {
    const byte = bytes[at]!;
    const top = open.at(-1);
    if (byte === QUOTE) {
      const end = stringEnd(bytes, at);
      if (isKey && top?.names) {
        const name = nameAt(bytes, at, end);
        top.at = name;
        if (top.names.has(name)) return pathOf(open);
        top.names.add(name);
        isKey = false;
      }
      at = end - 1;
    } else if (byte === OPEN_BRACE || byte === OPEN_BRACKET) {
      isKey = byte === OPEN_BRACE;
      open.push(isKey ? { names: new Set(), at: "" } : { names: undefined, at: 0 });
    } else if (byte === CLOSE_BRACE || byte === CLOSE_BRACKET) open.pop();
    else if (byte === COMMA && top) {
      isKey = top.names !== undefined;
      if (typeof top.at === "number") top.at++;
    }
  }
  return undefined;
}
