/**
 * What stores do, said in the plainest way: nothing is added up before it is asked for, and a rate is the time at which it would be
 * empty (GCRA), where the adapters keep how full it is. Whole milliseconds for one of each rate, so that nothing is rounded.
 */
import type { Charge, Held, Hold, Settlement, Standing } from "../../../../../runtime/state/store/accounts.ts";
import type { PlaceAsked, RateAsked, Taken, Taking } from "../../../../../runtime/state/store/limits.ts";

type Entry = { of: Hold | Charge; expires: number; cost?: number; unsettled?: number; charged?: true };

export class Reference {
  readonly entries: Entry[] = [];
  readonly arrivals = new Map<string, { tat: number; at: number }>();
  places: PlaceAsked[] = [];

  standing(id: string): Standing {
    const all = this.entries.filter(({ of }) => of.accounts.some((account) => account.id === id));
    const held = all.reduce((sum, { cost, of }) => sum + (cost === undefined && "amount" in of ? of.amount : 0), 0);
    return { spent: sumOf(all, "cost"), held, unsettled: sumOf(all, "unsettled") };
  }

  hold(hold: Hold): Held {
    const lefts = () => hold.accounts.map(({ id, limit }) => limit - this.standing(id).spent - this.standing(id).held);
    const account = lefts().findIndex((left) => left < hold.amount);
    const isKnown = this.#open(hold.id) !== undefined;
    if (account >= 0 && !isKnown) return { kind: "does-not-fit", account, left: lefts()[account]! };
    if (!isKnown) this.entries.push({ of: hold, expires: hold.expires });
    return { kind: "held", left: lefts() };
  }

  settle(settlements: readonly Settlement[]): void {
    for (const one of settlements) {
      const { cost, unsettled = 0 } = one;
      if ("hold" in one)
        Object.assign(this.#open(one.hold) ?? {}, { cost, unsettled, charged: undefined, of: this.#settled(one.hold) });
      else if (!this.entries.some(({ of }) => of.id === `charge ${one.id}`))
        this.entries.push({ of: { ...one, id: `charge ${one.id}` }, expires: 0, cost, unsettled });
    }
  }

  renew(ids: readonly string[], expires: number): void {
    for (const entry of this.entries)
      if (ids.includes(entry.of.id) && entry.cost === undefined) entry.expires = expires;
    this.places = this.places.map((place) => (ids.includes(place.id) ? { ...place, expires } : place));
  }

  expire(now: number): number {
    const due = this.entries.filter(({ of, cost, expires }) => cost === undefined && "amount" in of && expires <= now);
    for (const entry of due) {
      const { amount } = entry.of as Hold;
      Object.assign(entry, { cost: amount, unsettled: amount, charged: true });
    }
    this.places = this.places.filter(({ expires }) => expires > now);
    return due.length;
  }

  take({ rates, places }: Taking, now: number): Taken {
    const room = (tat: number, { most, per }: RateAsked) => {
      return { left: Math.max(0, Math.floor(((now + per - tat) * most) / per)), reset: tat - now };
    };
    const over = rates.flatMap((rate, index) => {
      const excess = this.#tat(rate, now) + costOf(rate) - (now + rate.per);
      const wait = rate.amount > rate.most ? undefined : excess;
      return excess > 0 ? [{ kind: "over" as const, index, room: room(this.#tat(rate, now), rate), wait }] : [];
    });
    const used = places.map(
      ({ key, id }) => this.places.filter((one) => one.key === key && one.id !== id && one.expires > now).length,
    );
    const full = places.flatMap(({ most }, i) =>
      used[i]! >= most
        ? [{ kind: "over" as const, index: rates.length + i, room: { left: 0, reset: 0 }, wait: undefined }]
        : [],
    );
    const all = [...over, ...full];
    const never = all.find(({ wait }) => wait === undefined);
    const longest = Math.max(...over.map(({ wait }) => wait ?? 0));
    for (const rate of all.length > 0 ? rates : [])
      if (this.#wasSetBack(rate, now)) this.arrivals.set(rate.key, { tat: this.#tat(rate, now), at: now });
    if (all.length > 0) return never ?? over.find(({ wait }) => wait === longest)!;
    for (const rate of rates) this.arrivals.set(rate.key, { tat: this.#tat(rate, now) + costOf(rate), at: now });
    this.places = this.places
      .filter(({ key, id }) => !places.some((one) => one.key === key && one.id === id))
      .concat(places);
    const ofRates = rates.map((rate) => room(this.#tat(rate, now), rate));
    return {
      kind: "taken",
      left: [...ofRates, ...places.map(({ most }, i) => ({ left: most - used[i]! - 1, reset: 0 }))],
    };
  }

  correct(rates: readonly RateAsked[], now: number): void {
    for (const rate of rates)
      this.arrivals.set(rate.key, { tat: Math.max(now, this.#tat(rate, now) + costOf(rate)), at: now });
  }

  leave(ids: readonly string[]): void {
    this.places = this.places.filter(({ id }) => !ids.includes(id));
  }

  /** The latest of its id, where it is not settled. */
  #open(id: string): Entry | undefined {
    return this.entries.findLast(({ of, cost, charged }) => of.id === id && (cost === undefined || charged));
  }

  /** A settled one is nobody's id any more. */
  #settled(id: string): Hold | undefined {
    const entry = this.#open(id);
    return entry && ({ ...entry.of, id: `settled ${id}` } as Hold);
  }

  /** When it would be empty; a clock that is a little behind finds no more than a full one, or than it was left. */
  #tat(rate: RateAsked, now: number): number {
    const { tat, at } = this.arrivals.get(rate.key) ?? { tat: now, at: now };
    if (this.#wasSetBack(rate, now)) return now + Math.max(0, tat - at);
    return Math.max(now, Math.min(tat, now + Math.max(rate.per, tat - at)));
  }

  /** By more than clocks may differ: it is as it was left, from then on. */
  #wasSetBack({ key }: RateAsked, now: number): boolean {
    return (this.arrivals.get(key)?.at ?? now) - now > 2_000;
  }
}

function costOf({ amount, most, per }: RateAsked): number {
  return (amount * per) / most;
}

function sumOf(entries: readonly Entry[], figure: "cost" | "unsettled"): number {
  return entries.reduce((sum, entry) => sum + (entry[figure] ?? 0), 0);
}
