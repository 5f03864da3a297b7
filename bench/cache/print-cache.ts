import { printEmbedder } from "./embedder/print-embedder.ts";
import { printHits } from "./hits/print-hits.ts";
import { printPairs } from "./pairs/print-pairs.ts";
import type { CacheResult } from "./run-cache.ts";
import { printSearch } from "./search/print-search.ts";

export function printCache({ pairs, hits, search, embedder }: CacheResult): string {
  const parts = [
    pairs && printPairs(pairs),
    hits && printHits(hits),
    search && printSearch(search),
    embedder && printEmbedder(embedder),
  ];
  return parts.filter(Boolean).join("\n");
}
