import type { Quantiles, Spread } from "../../../schemas/shadows.ts";

/** Two figures of the same request, by turns: the last thousand of them, to compare how they are spread. */
const KEPT = 1_000;

export class Paired {
  readonly #shadow: number[] = [];
  readonly #beside: number[] = [];
  #next = 0;

  add(shadow: number, beside: number): void {
    this.#shadow[this.#next] = shadow;
    this.#beside[this.#next] = beside;
    this.#next = (this.#next + 1) % KEPT;
  }

  /** Undefined before the first pair. */
  get spread(): Spread | undefined {
    const of = this.#shadow.length;
    if (of === 0) return undefined;
    const differences = this.#shadow.map((value, i) => value - this.#beside[i]!);
    return {
      of,
      shadow: quantiles(this.#shadow),
      beside: quantiles(this.#beside),
      difference: { ...quantiles(differences), ...likely(differences) },
    };
  }
}

function quantiles(values: readonly number[]): Quantiles {
  const sorted = values.toSorted((a, b) => a - b);
  const at = (q: number): number => sorted[Math.min(sorted.length - 1, Math.ceil(q * sorted.length) - 1)]!;
  return { p50: at(0.5), p95: at(0.95) };
}

/** Of fewer the median may lie anywhere. */
const FEW = 6;

/** Between which of the values the median of all there could be lies with 95 %, however they are spread: by their ranks alone. */
function likely(values: readonly number[]): { likely?: [from: number, to: number] } {
  const { length } = values;
  if (length < FEW) return {};
  const sorted = values.toSorted((a, b) => a - b);
  // The values below the median are binomial: half of them, give or take 1.96 standard deviations.
  const below = Math.max(0, Math.floor(length / 2 - 0.98 * Math.sqrt(length)));
  return { likely: [sorted[below]!, sorted[length - 1 - below]!] };
}
