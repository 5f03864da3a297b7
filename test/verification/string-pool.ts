/**
 * For every set of answers that a string can give to what is asked of it, one string that gives them. Complete: take any
 * string, and join the longest beginning, the parts and the longest end that are asked and that it has, with a character
 * between them that nothing asked contains; the result answers as the string does, unless an exact value is asked.
 */
import type { AskedOfString } from "./mentions.ts";

/** A string in pieces, so that more can be put in without changing an answer. */
export interface Pooled {
  readonly head: string;
  readonly tail: string;
}

const BREAK = "~";

/** Without exact values, each with its answers, and the empty string. */
export function freeStrings(asked: AskedOfString, examples: readonly string[] = []): Pooled[] {
  // A word in letters answers `includes` without standing alone.
  const words = [...asked.includes, ...examples].flatMap((word) => (/^\w/.test(word) ? [word, `q${word}q`] : [word]));
  const middles = subsets([...new Set(words)]).map((some) => some.map((word) => BREAK + word).join(""));
  const starts = ["", ...asked.starts];
  const ends = ["", ...asked.ends];
  return starts.flatMap((start) =>
    ends.flatMap((end) => middles.map((middle) => ({ head: start + BREAK, tail: middle + BREAK + end }))),
  );
}

/** The first of those that give the same answers. */
export function distinctBy<T>(items: readonly T[], answers: (item: T) => string): T[] {
  const found = new Map<string, T>();
  for (const item of items) {
    const key = answers(item);
    if (!found.has(key)) found.set(key, item);
  }
  return [...found.values()];
}

/** What a string answers, as a key. */
export function answersOf(value: string, { equals, starts, ends, includes }: AskedOfString): string {
  return [
    [...equals].map((other) => value === other),
    [...starts].map((start) => value.startsWith(start)),
    [...ends].map((end) => value.endsWith(end)),
    [...includes].map((part) => value.includes(part)),
  ].join();
}

export function subsets<T>(items: readonly T[]): T[][] {
  let found: T[][] = [[]];
  for (const item of items) found = found.concat(found.map((some) => [...some, item]));
  return found;
}
