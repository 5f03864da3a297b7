/** What of the cache is measured: `pairs` and `search`, and `embedder` where it is named, as it needs Python. */
import { type EmbedderResult, isOtherEmbedder, runEmbedder } from "./embedder/run-embedder.ts";
import { isWrongMoreOften, type PairsResult, runPairs } from "./pairs/run-pairs.ts";
import { isBehind, runSearch, type SearchResult } from "./search/run-search.ts";

export interface CacheResult {
  readonly pairs?: PairsResult | undefined;
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
  const embedder = only !== "" && "embedder".includes(only) ? await runEmbedder(progress) : undefined;
  const search = await runSearch({ quick, only, progress });
  return { pairs, embedder, search: search.length === 0 ? undefined : search };
}

export function isCacheBeyond({ pairs, search, embedder }: CacheResult): boolean {
  const beyond = [pairs && isWrongMoreOften(pairs), search?.some(isBehind), embedder && isOtherEmbedder(embedder)];
  return beyond.includes(true);
}
