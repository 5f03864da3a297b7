/** A box in writing, so that boxes can be compared, grouped and sorted. */
import type { Box } from "./box.ts";

export interface SpelledBox {
  readonly box: Box;
  readonly parts: readonly Part[];
  /** Equal texts are equal boxes. */
  readonly text: string;
  /** Sum of the hashes of its parts. */
  readonly hash: number;
  /** A bit per column, or per some columns: a box can contain another only if it has none of its bits alone. */
  readonly columns: number;
}

interface Part {
  readonly key: string;
  readonly text: string;
  readonly hash: number;
}

export function spell(box: Box): SpelledBox {
  const parts = [...box].map(([key, cells]): Part => {
    const text = `${key.length}:${key}=${cells.toString(16)};`;
    return { key, text, hash: hashOf(text) };
  });
  if (parts.length > 1) parts.sort((a, b) => (a.key < b.key ? -1 : 1));
  let text = "";
  let hash = 0;
  let columns = 0;
  for (const part of parts) {
    text += part.text;
    hash = (hash + part.hash) | 0;
    columns |= 1 << (hashOf(part.key) & 31);
  }
  return { box, parts, text, hash, columns };
}

/** The spelling of the box without its part for `key`. */
export function textWithout({ parts }: SpelledBox, key: string): string {
  let text = "";
  for (const part of parts) if (part.key !== key) text += part.text;
  return text;
}

/** What `hash` would be without the part for `key`. */
export function hashWithout({ parts, hash }: SpelledBox, key: string): number {
  return (hash - (parts.find((part) => part.key === key)?.hash ?? 0)) | 0;
}

function hashOf(text: string): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
  return hash;
}
