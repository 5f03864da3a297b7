/** Does one sequence to a store and to the reference, and says where they differ. */
import { isDeepStrictEqual } from "node:util";
import type { Account, Settlement } from "../../../../../runtime/state/store/accounts.ts";
import type { PlaceAsked, RateAsked } from "../../../../../runtime/state/store/limits.ts";
import { type Store, StoreError } from "../../../../../runtime/state/store/store.ts";
import type { Money, Operation, Rate } from "./operations.ts";
import { Reference } from "./reference.ts";

/** 2026-11-27, noon, in UTC. */
const NOON = 1_795_780_800_000;
const HOUR = 3_600_000;

export interface Subject {
  readonly name: string;
  readonly store: Store;
  /** Makes the store fail what is done, before or behind its doing, and rights it again. */
  away(doing: () => Promise<unknown>): Promise<void>;
}

/** Undefined where the store does as the reference. `run`: another one each time, since the store is the same. */
export async function runSequence(
  subject: Subject,
  run: string,
  groups: readonly Operation[][],
): Promise<string | undefined> {
  const world = new World(subject, run);
  try {
    for (const group of [...groups, [{ does: "expire" }, { does: "look" }] as const].flatMap(apart)) {
      const fault = await world.together(group);
      if (fault !== undefined) return `${subject.name}: ${fault}`;
    }
    return undefined;
  } finally {
    await world.leave();
  }
}

class World {
  readonly #subject: Subject;
  readonly #run: string;
  readonly #reference = new Reference();
  readonly #accounts = new Set<string>();
  #now = NOON;

  constructor(subject: Subject, run: string) {
    this.#subject = subject;
    this.#run = run;
  }

  async together(group: readonly Operation[]): Promise<string | undefined> {
    const asked = group.map((operation) => this.#do(operation));
    const found = await Promise.all(asked.map(({ found }) => found));
    const at = asked.findIndex(({ expected }, i) => !isDeepStrictEqual(expected, found[i]));
    if (at === -1) return undefined;
    return `${JSON.stringify(group[at])} answers ${JSON.stringify(found[at])}, and not ${JSON.stringify(asked[at]!.expected)}`;
  }

  /** Nothing of it is left for the next one to come upon. */
  async leave(): Promise<void> {
    const ids = Array.from({ length: 8 }, (_, i) => this.#id(i));
    const settlements = ids.map((hold) => ({ hold, cost: 0 }));
    await this.#subject.store.settle(settlements, this.#now);
    await this.#subject.store.leave(ids);
  }

  #do(operation: Operation): { found: Promise<unknown>; expected: unknown } {
    const { store } = this.#subject;
    const now = this.#now;
    switch (operation.does) {
      case "hold":
      case "settle":
      case "renew":
        return this.#money(operation, (does) => does());
      case "away":
        return this.#money(operation.during, (does) => this.#throughAway(does));
      case "look": {
        const ids = [...this.#accounts, "never"];
        return { found: store.standings(ids, now), expected: ids.map((id) => this.#reference.standing(id)) };
      }
      case "clock":
        this.#now += operation.by;
        return { found: Promise.resolve(), expected: undefined };
      case "expire":
        return { found: store.expire(now), expected: this.#reference.expire(now) };
      case "take": {
        const asked = { rates: operation.rates.map(this.#rate), places: operation.places.map(this.#place) };
        return { found: store.take(asked, now), expected: this.#reference.take(asked, now) };
      }
      case "correct": {
        const rates = operation.rates.map(this.#rate);
        return { found: store.correct(rates, now), expected: this.#reference.correct(rates, now) };
      }
      case "leave": {
        const ids = operation.ids.map((id) => this.#id(id));
        return { found: store.leave(ids), expected: this.#reference.leave(ids) };
      }
      default:
        return operation satisfies never;
    }
  }

  #money(
    operation: Money,
    through: <T>(does: () => Promise<T>) => Promise<T>,
  ): { found: Promise<unknown>; expected: unknown } {
    const { store } = this.#subject;
    const now = this.#now;
    switch (operation.does) {
      case "hold": {
        const { id, amount, lease } = operation;
        const accounts = operation.accounts.map((account) => this.#account(account));
        const hold = { id: this.#id(id), owner: "model", amount, accounts, expires: now + lease };
        return { found: through(() => store.hold(hold, now)), expected: this.#reference.hold(hold) };
      }
      case "settle": {
        const all = operation.all.map(({ charge, id, cost, unsettled, accounts }): Settlement => {
          if (!charge) return { hold: this.#id(id), cost, unsettled };
          return { id: this.#id(id), accounts: accounts.map((account) => this.#account(account)), cost, unsettled };
        });
        return { found: through(() => store.settle(all, now)), expected: this.#reference.settle(all) };
      }
      case "renew": {
        const ids = operation.ids.map((id) => this.#id(id));
        const expires = now + operation.lease;
        return { found: through(() => store.renew(ids, expires)), expected: this.#reference.renew(ids, expires) };
      }
      default:
        return operation satisfies never;
    }
  }

  /** It is done again until the store answers. */
  async #throughAway<T>(does: () => Promise<T>): Promise<T> {
    await this.#subject.away(() => does().catch(unlessAway));
    for (;;) {
      const answer = await does().then((value) => ({ value }), unlessAway);
      if (answer !== undefined) return answer.value;
    }
  }

  #id(id: number): string {
    return `${this.#run}:${id}`;
  }

  /** The last one is of no window; the others turn each hour. */
  #account(account: number): Account {
    const hour = Math.floor(this.#now / HOUR);
    const id = account === 2 ? `${this.#run}:total` : `${this.#run}:${account}:${hour}`;
    this.#accounts.add(id);
    return { id, limit: [60, 90, 150][account]!, ends: account === 2 ? undefined : (hour + 1) * HOUR };
  }

  readonly #rate = ({ key, amount }: Rate): RateAsked => {
    const [most, per] = [
      [5, 1_000],
      [3, 30],
      [8, 60_000],
    ][key]!;
    return { key: `${this.#run}:${key}`, amount, most: most!, per: per! };
  };

  readonly #place = ({ key, id, lease }: { key: number; id: number; lease: number }): PlaceAsked => {
    return { key: `${this.#run}:${key}`, id: this.#id(id), most: 1 + key, expires: this.#now + lease };
  };
}

function unlessAway(error: unknown): undefined {
  if (!(error instanceof StoreError) || error.fault !== "away") throw error;
}

/** What is asked for beside a failure would fail too, and beside an expiry it may come before it or behind it. */
function apart(group: readonly Operation[]): readonly (readonly Operation[])[] {
  return group.some(({ does }) => does === "away" || does === "expire") ? group.map((one) => [one]) : [group];
}
