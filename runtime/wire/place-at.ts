/** Where something stands in a JSON text, for what is said of a body that was refused by its bytes alone. */
import { CLOSE_BRACE, CLOSE_BRACKET, COMMA, nameAt, OPEN_BRACE, OPEN_BRACKET, QUOTE, stringEnd } from "./json-bytes.ts";

/** What is open: the name of the member, or the place in the list, that is being read. */
export interface Open {
  at: string | number;
}

/** Levels that are named: below them nobody looks. */
const MOST_STEPS = 8;

/**
 * The path of the value at an offset, such as `messages[2].content`, or of the first one before it that is more than `depth` levels
 * deep; of what is far down only the path of what is around it.
 */
export function placeAt(bytes: Buffer, offset: number, depth: number = Number.POSITIVE_INFINITY): string {
  const open: Open[] = [];
  let isKey = false;
  for (let at = 0; at < offset && open.length <= depth; at++) {
    const byte = bytes[at]!;
    const top = open.at(-1);
    if (byte === QUOTE) {
      const end = stringEnd(bytes, at);
      if (isKey && top) top.at = nameAt(bytes, at, end);
      isKey = false;
      at = end - 1;
    } else if (byte === OPEN_BRACE || byte === OPEN_BRACKET) {
      isKey = byte === OPEN_BRACE;
      open.push({ at: isKey ? "" : 0 });
    } else if (byte === CLOSE_BRACE || byte === CLOSE_BRACKET) open.pop();
    else if (byte === COMMA && top) {
      isKey = typeof top.at === "string";
      if (typeof top.at === "number") top.at++;
    }
  }
  return pathOf(open.slice(0, MOST_STEPS));
}

export function pathOf(open: readonly Open[]): string {
  const steps = open.map(({ at }) => (typeof at === "number" ? `[${at}]` : `.${at}`));
  return steps.join("").replace(/^\./, "");
}
