import { KEPT_RATE } from "../keeping.ts";
import type { Limits, PlaceAsked, RateAsked, Room, Taken, Taking } from "../limits.ts";
import { fits, levelAt, type RateLevel, roomAt, waitFor } from "../rate-level.ts";

interface Kept extends RateLevel {
  /** When it is empty. */
  readonly empty: number;
}

interface Full {
  readonly index: number;
  readonly room: Room;
  readonly wait: number | undefined;
}

export class MemoryLimits implements Limits {
  readonly #rates = new Map<string, Kept>();
  /** By key and id, when each is given back. */
  readonly #places = new Map<string, Map<string, number>>();

  async take({ rates, places }: Taking, now: number): Promise<Taken> {
    const levels = rates.map((rate) => levelAt(this.#rates.get(rate.key), rate, now));
    const full: Full[] = [];
    for (const [index, rate] of rates.entries()) {
      const level = levels[index]!;
      if (!fits(level, rate)) full.push({ index, room: roomAt(level, rate), wait: waitFor(level, rate) });
    }
    for (const [i, place] of places.entries())
      if (this.#inUse(place, now) >= place.most)
        full.push({ index: rates.length + i, room: { left: 0, reset: 0 }, wait: undefined });
    const longest = full.sort((one, other) => lengthOf(other) - lengthOf(one))[0];
    if (longest !== undefined) return { kind: "over", ...longest };
    for (const [i, rate] of rates.entries()) this.#set(rate, levels[i]! + rate.amount, now);
    for (const { key, id, expires } of places) this.#taken(key).set(id, expires);
    const ofRates = rates.map((rate, i) => roomAt(levels[i]! + rate.amount, rate));
    const ofPlaces = places.map((place) => ({ left: place.most - this.#inUse(place, now) - 1, reset: 0 }));
    return { kind: "taken", left: [...ofRates, ...ofPlaces] };
  }

  async correct(rates: readonly RateAsked[], now: number): Promise<void> {
    for (const rate of rates) {
      const level = levelAt(this.#rates.get(rate.key), rate, now);
      this.#set(rate, Math.max(0, level + rate.amount), now);
    }
  }

  async leave(ids: readonly string[]): Promise<void> {
    for (const [key, taken] of this.#places) {
      for (const id of ids) taken.delete(id);
      if (taken.size === 0) this.#places.delete(key);
    }
  }

  renew(ids: readonly string[], expires: number): void {
    for (const taken of this.#places.values()) for (const id of ids) if (taken.has(id)) taken.set(id, expires);
  }

  expire(now: number): void {
    for (const [key, taken] of this.#places) {
      for (const [id, expires] of taken) if (expires <= now) taken.delete(id);
      if (taken.size === 0) this.#places.delete(key);
    }
  }

  forget(hand: number): void {
    for (const [key, { empty }] of this.#rates) if (empty <= hand - KEPT_RATE) this.#rates.delete(key);
  }

  #set({ key, most, per }: RateAsked, level: number, now: number): void {
    this.#rates.set(key, { level, at: now, empty: now + (level * per) / most });
  }

  /** By others. */
  #inUse({ key, id }: PlaceAsked, now: number): number {
    let count = 0;
    for (const [other, expires] of this.#places.get(key) ?? []) if (other !== id && expires > now) count++;
    return count;
  }

  #taken(key: string): Map<string, number> {
    const taken = this.#places.get(key) ?? new Map<string, number>();
    this.#places.set(key, taken);
    return taken;
  }
}

function lengthOf({ wait }: Full): number {
  return wait ?? Number.POSITIVE_INFINITY;
}
