/** What checks are counted together: those whose hits came about in the same way. */
import { createHash } from "node:crypto";

/** What decides which hits there are. Whatever of it changes, nothing is known of the new hits. */
export interface SeriesOf {
  readonly route: string;
  /** `provider/model` and its revision. */
  readonly embedder: string;
  /** Of what else says whether two texts mean the same. */
  readonly guard: string;
  /** Who says what is wrong, and by what; absent: nobody is asked. */
  readonly judge?: { readonly model: string; readonly rubric: string } | undefined;
  readonly maxWrongHitRate: number;
}

export interface Series {
  /** Digest, 22 characters of base64url. */
  readonly id: string;
  readonly route: string;
  /** 0 to 1. */
  readonly maxWrongHitRate: number;
}

export function seriesOf({ route, embedder, guard, judge, maxWrongHitRate }: SeriesOf): Series {
  const id = createHash("sha256")
    .update(JSON.stringify([route, embedder, guard, judge?.model, judge?.rubric, maxWrongHitRate]))
    .digest("base64url")
    .slice(0, 22);
  return { id, route, maxWrongHitRate };
}
