import { createHash } from "node:crypto";

/** The beginning of a prompt that a provider may keep; `tokens` counts all of it. */
export interface Prefix {
  readonly key: string;
  readonly tokens: number;
}

/** How many tokens of a prompt came from the cache, and how many were put into it. */
export interface CacheUse {
  readonly read: number;
  readonly written: number;
}

/** The prefixes that one simulator has seen. */
export interface PromptCache {
  /** Reads the longest prefix that is known and keeps all of them. */
  use(prefixes: readonly Prefix[]): CacheUse;
}

const most = 10_000;

export function startPromptCache(): PromptCache {
  const seen = new Set<string>();
  return {
    use(prefixes) {
      const read = prefixes.findLast(({ key }) => seen.has(key))?.tokens ?? 0;
      for (const { key } of prefixes) seen.add(key);
      for (const key of seen) {
        if (seen.size <= most) break;
        seen.delete(key);
      }
      return { read, written: (prefixes.at(-1)?.tokens ?? 0) - read };
    },
  };
}

/** A piece of a prompt; `marked` where the caller asks that all up to its end is kept. */
export interface PromptPiece {
  readonly value: unknown;
  readonly tokens: number;
  readonly marked: boolean;
}

/** The prefixes that end at a marked piece and have at least `fewest` tokens. */
export function markedPrefixes(model: string, pieces: readonly PromptPiece[], fewest: number): Prefix[] {
  const hash = createHash("sha256").update(model);
  const prefixes: Prefix[] = [];
  let tokens = 0;
  for (const piece of pieces) {
    hash.update(`\n${JSON.stringify(piece.value)}`);
    tokens += piece.tokens;
    if (piece.marked && tokens >= fewest) prefixes.push({ key: hash.copy().digest("base64"), tokens });
  }
  return prefixes;
}
