/** An entry as it is kept: its vector as it is, and all else as text. */
import type { CacheEntry } from "../entry.ts";
import type { EntryFilter, ListedEntry } from "./cache-store.ts";
import { isKeptEntry } from "./entry-shape.ts";

export interface WrittenEntry {
  /** JSON. What was asked and answered comes last, behind what a store's own log has of a long text. */
  readonly text: string;
  readonly vector: Float32Array | undefined;
  readonly listed: ListedEntry;
}

/** Bytes of an entry that are not its text or its vector: its places in what it is found by. */
const BESIDE = 512;

/** Undefined for one that is not kept: larger than all may be together, or over as it comes. */
export function writtenEntry(entry: CacheEntry, ceiling: number): WrittenEntry | undefined {
  const { id, keys, partition, origin, stored, expires, cost, answer, meaning } = entry;
  const text = JSON.stringify({ id, keys, partition, origin, stored, expires, cost, answer, asked: meaning?.text });
  const bytes = Buffer.byteLength(text) + (meaning?.vector.byteLength ?? 0) + BESIDE;
  if (bytes > ceiling || expires <= stored) return undefined;
  const listed = { id, ...origin, stored, expires, bytes, hasMeaning: meaning !== undefined };
  return { text, vector: meaning?.vector, listed };
}

/** Undefined for what is no entry, or not the one that was looked for. */
export function readEntry(
  text: string,
  vector: Float32Array | undefined,
  looked: { readonly id?: string; readonly keys?: readonly string[] },
): CacheEntry | undefined {
  const kept = parsed(text);
  if (!isKeptEntry(kept) || (kept.asked === undefined) !== (vector === undefined)) return undefined;
  if (looked.id !== undefined && kept.id !== looked.id) return undefined;
  if (looked.keys !== undefined && !kept.keys.some((key) => looked.keys!.includes(key))) return undefined;
  const { asked, ...entry } = kept;
  return asked === undefined || vector === undefined ? entry : { ...entry, meaning: { text: asked, vector } };
}

export function isWanted({ id, route, scope, table }: EntryFilter, entry: ListedEntry): boolean {
  return (
    (id === undefined || entry.id === id) &&
    (route === undefined || entry.route === route) &&
    (scope === undefined || entry.scope.name === scope) &&
    (table === undefined || entry.table === table)
  );
}

/** The newest first; of one moment, by their ids. */
export function newestFirst(one: ListedEntry, other: ListedEntry): number {
  return other.stored - one.stored || (one.id < other.id ? -1 : 1);
}

/** Undefined for what is no JSON. */
export function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
