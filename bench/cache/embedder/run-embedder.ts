/** Whether the embedder is the model that it says, and whether the recorded vectors are what it says. */
import { allPairs } from "../pairs/read-pairs.ts";
import { cosine, readVectors, textsOf, writeVectors } from "../vectors.ts";
import { documented } from "./documented.ts";
import { embed, startEmbedder } from "./start-embedder.ts";

/** `skipped` says why nothing was compared. */
export type EmbedderResult = { readonly skipped: string } | EmbedderCompared;

export interface EmbedderCompared {
  /** By page, the most that a cosine differs from what is documented. */
  readonly documented: readonly { readonly page: string; readonly difference: number }[];
  /** How many vectors are recorded, and the most that the cosine of a pair differs from that of the embedder's own. */
  readonly recorded: { readonly vectors: number; readonly difference: number };
}

/** What cosines may differ by. */
export const MOST_FROM_DOCUMENTED = 1e-3;
export const MOST_FROM_RECORDED = 1e-4;

/** Of all pairs, or every so many; with UPDATE=1 the vectors of all are recorded anew. */
export async function runEmbedder(progress: (text: string) => void, every = 1): Promise<EmbedderResult> {
  progress("cache: the embedder starts; its packages are fetched the first time");
  const started = await startEmbedder();
  if (typeof started === "string") return { skipped: started };
  try {
    const pages = [];
    for (const { page, rows, columns, cosines } of documented) {
      const [of, by] = [await embed(started.url, rows), await embed(started.url, columns)];
      const differences = cosines.flatMap((row, i) => row.map((told, j) => Math.abs(told - cosine(of[i]!, by[j]!))));
      pages.push({ page, difference: Math.max(...differences) });
    }
    const all = allPairs();
    const pairs = all.filter((_, i) => i % every === 0);
    progress(`cache: the embedder reads ${pairs.length} pairs`);
    const said = await embed(started.url, textsOf(pairs));
    if (process.env.UPDATE && every === 1) writeVectors(all, said);
    const kept = readVectors(all).filter((_, i) => Math.floor(i / 2) % every === 0);
    const cosinesOf = (vectors: readonly Float32Array[]) =>
      pairs.map((_, i) => cosine(vectors[2 * i]!, vectors[2 * i + 1]!));
    const [ours, theirs] = [cosinesOf(kept), cosinesOf(said)];
    const own = kept.map((vector, i) => 1 - cosine(vector, said[i]!));
    const difference = Math.max(...ours.map((value, i) => Math.abs(value - theirs[i]!)), ...own);
    return { documented: pages, recorded: { vectors: kept.length, difference } };
  } finally {
    await started.stop();
  }
}

export function isOtherEmbedder(result: EmbedderResult): boolean {
  if ("skipped" in result) return false;
  const { documented: pages, recorded } = result;
  return pages.some(({ difference }) => difference > MOST_FROM_DOCUMENTED) || recorded.difference > MOST_FROM_RECORDED;
}
