import { judgeTaking } from "../judge-taking.ts";
import { KEPT_RATE } from "../keeping.ts";
import type { Limits, PlaceAsked, RateAsked, Taken, Taking } from "../limits.ts";
import { emptyAt, levelAt, type RateLevel, wasSetBack } from "../rate-level.ts";

interface Kept extends RateLevel {
  /** When it is empty. */
  readonly empty: number;
}

export class MemoryLimits implements Limits {
  readonly #rates = new Map<string, Kept>();
  /** By key and id, when each is given back. */
  readonly #places = new Map<string, Map<string, number>>();
  /** By id, the keys under which it has places. */
  readonly #keysOf = new Map<string, Set<string>>();

  async take(asked: Taking, now: number): Promise<Taken> {
    const { rates, places } = asked;
    const levels = rates.map((rate) => levelAt(this.#rates.get(rate.key), rate, now));
    const inUse = places.map((place) => this.#inUse(place, now));
    const taken = judgeTaking(asked, levels, inUse);
    if (taken.kind === "over") {
      for (const [i, rate] of rates.entries())
        if (wasSetBack(this.#rates.get(rate.key), now)) this.#set(rate, levels[i]!, now);
      return taken;
    }
    for (const [i, rate] of rates.entries()) this.#set(rate, levels[i]! + rate.amount, now);
    for (const { key, id, expires } of places) {
      entryOf(this.#places, key, () => new Map<string, number>()).set(id, expires);
      entryOf(this.#keysOf, id, () => new Set<string>()).add(key);
    }
    return taken;
  }

  async correct(rates: readonly RateAsked[], now: number): Promise<void> {
    for (const rate of rates) {
      const level = levelAt(this.#rates.get(rate.key), rate, now);
      this.#set(rate, Math.max(0, level + rate.amount), now);
    }
  }

  async leave(ids: readonly string[]): Promise<void> {
    for (const id of ids) for (const key of [...(this.#keysOf.get(id) ?? [])]) this.#giveBack(key, id);
  }

  renew(ids: readonly string[], expires: number): void {
    for (const id of ids) for (const key of this.#keysOf.get(id) ?? []) this.#places.get(key)?.set(id, expires);
  }

  expire(now: number): void {
    for (const [key, taken] of this.#places)
      for (const [id, expires] of taken) if (expires <= now) this.#giveBack(key, id);
  }

  forget(hand: number): void {
    for (const [key, { empty }] of this.#rates) if (empty <= hand - KEPT_RATE) this.#rates.delete(key);
  }

  #set(rate: RateAsked, level: number, now: number): void {
    this.#rates.set(rate.key, { level, at: now, empty: emptyAt(level, rate, now) });
  }

  /** By others. */
  #inUse({ key, id }: PlaceAsked, now: number): number {
    let count = 0;
    for (const [other, expires] of this.#places.get(key) ?? []) if (other !== id && expires > now) count++;
    return count;
  }

  #giveBack(key: string, id: string): void {
    const taken = this.#places.get(key);
    taken?.delete(id);
    if (taken?.size === 0) this.#places.delete(key);
    const keys = this.#keysOf.get(id);
    keys?.delete(key);
    if (keys?.size === 0) this.#keysOf.delete(id);
  }
}

function entryOf<K, V>(all: Map<K, V>, key: K, made: () => V): V {
  const value = all.get(key) ?? made();
  all.set(key, value);
  return value;
}
