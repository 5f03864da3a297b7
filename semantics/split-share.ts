import type { Facts } from "./facts/facts.ts";
import { readerOf } from "./facts/readers.ts";

/** Where a request falls in a split, from 0 to 100: a caller without the fact keeps the side of its key. */
export function splitShare(facts: Facts, by: string): number {
  const sample = readerOf("sample");
  return Number(sample?.read(facts, by) ?? sample?.read(facts, "key.id") ?? 0);
}
