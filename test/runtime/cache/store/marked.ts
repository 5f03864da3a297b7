/** Entries whose texts and vectors are recognised wherever a piece of them is left. */
import type { CacheEntry } from "../../../../runtime/cache/entry.ts";
import { answerOf, HOUR, NOON, newEntry, origin } from "./entries.ts";

export interface Marked {
  readonly keys: readonly string[];
  /** Characters of the answer; some of the question, too. */
  readonly length: number;
  readonly isMeant?: boolean;
  readonly expires?: number;
}

/** Its target says which. */
export function marked(i: number, { keys, length, isMeant = false, expires = NOON + HOUR }: Marked): CacheEntry {
  const mark = `secret-${String(i).padStart(6, "0")};`;
  const text = mark.repeat(Math.ceil(length / mark.length) + 1);
  const vector = new Float32Array(100).fill(WHOLE);
  return newEntry({
    keys,
    expires,
    origin: { ...origin, target: targetOf(mark) },
    answer: answerOf(text),
    ...(isMeant && { meaning: { text: text.slice(0, 200), vector } }),
  });
}

/** The targets of those of which something is there. */
export function marksIn(bytes: Buffer): Set<string> {
  return new Set([...bytes.toString("latin1").matchAll(/secret-\d{6};/g)].map(([mark]) => targetOf(mark)));
}

export function vectorsIn(bytes: Buffer): boolean {
  return bytes.includes(Buffer.from(new Float32Array(4).fill(WHOLE).buffer));
}

/** A number that nothing else has. */
const WHOLE = Math.fround(0.123_456_789);

function targetOf(mark: string): string {
  return `target/${mark.slice("secret-".length, -1)}`;
}
