/**
 * How many requests of each route may still have a second target beside a slow one: never more than the share that the route says, of all
 * that have come. What is not used is kept for the next hundred requests at most, so that a bad hour does not hedge what a good day saved.
 */
export class HedgeShare {
  /** Hedges that may begin, by route. */
  readonly #left = new Map<string, number>();

  /** A request of the route has come. `most`: the share, from 0 to 1. */
  count(route: string, most: number): void {
    const kept = Math.max(1, most * KEPT);
    this.#left.set(route, Math.min(kept, (this.#left.get(route) ?? 0) + most));
  }

  /** One more may be hedged, and is. */
  take(route: string): boolean {
    const left = this.#left.get(route) ?? 0;
    if (left < 1 - ROUNDING) return false;
    this.#left.set(route, left - 1);
    return true;
  }

  /** Forgets all others. */
  keepOnly(routes: { has(name: string): boolean }): void {
    for (const route of this.#left.keys()) if (!routes.has(route)) this.#left.delete(route);
  }
}

/** Requests. */
const KEPT = 100;
/** Of shares that add up to one. */
const ROUNDING = 1e-9;
