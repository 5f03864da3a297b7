/**
 * What one character of a pattern stands for, exactly: case folding and properties beyond ASCII are asked of the regular
 * expressions of JavaScript, character by character.
 */
import type { Characters } from "../../lower/pattern/characters.ts";

const known = new Map<string, Characters>();
const MOST_KNOWN = 500;

/** Throws a `SyntaxError` when `source` is not valid on its own. */
export function exactSet(source: string, flags: string): Characters {
  const key = `${flags}/${source}`;
  const found = known.get(key) ?? asked(source, flags);
  if (known.size >= MOST_KNOWN) known.clear();
  known.set(key, found);
  return found;
}

function asked(source: string, flags: string): Characters {
  const pattern = new RegExp(`(?:${source})+`, `${flags}g`);
  if (!flags.includes("u")) return taken(pattern, 0, 0xffff);
  const surrogates: Characters[] = [];
  for (let code = 0xd800; code <= 0xdfff; code += 1) surrogates.push(taken(pattern, code, code));
  return joined([
    ...taken(pattern, 0, 0xd7ff),
    ...surrogates.flat(),
    ...taken(pattern, 0xe000, 0xffff),
    ...taken(pattern, 0x10000, 0x10ffff),
  ]);
}

/** Of the characters from `from` to `to`, which are all as long as each other. */
function taken(pattern: RegExp, from: number, to: number): Characters {
  const units = to > 0xffff ? 2 : 1;
  return [...charactersBetween(from, to).matchAll(pattern)].map(({ index, 0: run }) => {
    const first = from + index / units;
    return [first, first + run.length / units - 1];
  });
}

const blocks = new Map<number, string>();

function charactersBetween(from: number, to: number): string {
  if (from === to) return String.fromCodePoint(from);
  const key = from * 0x200000 + to;
  const block = blocks.get(key) ?? written(from, to);
  blocks.set(key, block);
  return block;
}

function written(from: number, to: number): string {
  const parts: string[] = [];
  for (let code = from; code <= to; code += 1) parts.push(String.fromCodePoint(code));
  return parts.join("");
}

function joined(ranges: Characters): Characters {
  const result: [number, number][] = [];
  for (const [from, to] of ranges) {
    const last = result.at(-1);
    if (last && from === last[1] + 1) last[1] = to;
    else result.push([from, to]);
  }
  return result;
}
