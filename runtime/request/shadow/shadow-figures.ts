/** The figures of all shadows, by route, shadow and the target that answered. They begin with the process, and outlive tables. */
import type { ShadowReport, Skipped } from "../../../schemas/shadows.ts";
import { Comparison } from "./comparison.ts";

interface Kept {
  readonly route: string;
  readonly shadow: string | undefined;
  readonly skipped: Partial<Record<Skipped, number>>;
  readonly beside: Map<string, Comparison>;
}

/** Comparisons: each keeps a few thousand numbers. */
const MOST = 200;

export class ShadowFigures {
  readonly #kept = new Map<string, Kept>();
  #comparisons = 0;

  skipped(route: string, shadow: string | undefined, why: Skipped): void {
    const { skipped } = this.#of(route, shadow);
    skipped[why] = (skipped[why] ?? 0) + 1;
  }

  /** Undefined where there are too many already. */
  comparison(route: string, shadow: string, beside: string): Comparison | undefined {
    const { beside: known } = this.#of(route, shadow);
    const found = known.get(beside);
    if (found || this.#comparisons >= MOST) return found;
    this.#comparisons += 1;
    const comparison = new Comparison(beside);
    known.set(beside, comparison);
    return comparison;
  }

  get report(): ShadowReport[] {
    return [...this.#kept.values()].map(({ route, shadow, skipped, beside }) => ({
      route,
      ...(shadow !== undefined && { shadow }),
      skipped,
      beside: [...beside.values()].map(({ report }) => report),
    }));
  }

  #of(route: string, shadow: string | undefined): Kept {
    const key = JSON.stringify([route, shadow]);
    const kept = this.#kept.get(key) ?? { route, shadow, skipped: {}, beside: new Map() };
    this.#kept.set(key, kept);
    return kept;
  }
}
