/** What of the cache is measured: `pairs`, `hits` and `search`, and `embedder` where it is named, as it needs Python. */
import { type EmbedderResult, isOtherEmbedder, runEmbedder } from "./embedder/run-embedder.ts";
import { type HitsResult, isSlow, runHits } from "./hits/run-hits.ts";
import { isWrongMoreOften, type PairsResult, runPairs } from "./pairs/run-pairs.ts";
import { isBehind, runSearch, type SearchResult } from "./search/run-search.ts";

export interface CacheResult {
  readonly pairs?: PairsResult | undefined;
  readonly hits?: readonly HitsResult[] | undefined;
  readonly search?: readonly SearchResult[] | undefined;
  readonly embedder?: EmbedderResult | undefined;
}

interface CacheOptions {
  readonly quick: boolean;
  /** The names, or cases of `search`, that have this in them. */
  readonly only: string;
  readonly progress: (text: string) => void;
}

export async function runCache({ quick, only, progress }: CacheOptions): Promise<CacheResult> {
  const pairs = "pairs".includes(only) ? runPairs() : undefined;
  const hits = "hits".includes(only) ? await runHits({ quick, progress }) : undefined;
  const embedder = only !== "" && "embedder".includes(only) ? await runEmbedder(progress) : undefined;
  const search = await runSearch({ quick, only, progress });
  return { pairs, hits, embedder, search: search.length === 0 ? undefined : search };
}

export function isCacheBeyond({ pairs, hits, search, embedder }: CacheResult): boolean {
  const beyond = [
    pairs && isWrongMoreOften(pairs),
    hits?.some(isSlow),
    search?.some(isBehind),
    embedder && isOtherEmbedder(embedder),
  ];
  return beyond.includes(true);
}
