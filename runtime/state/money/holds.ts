/**
 * Money of one process, in whole micro-USD: what is held for its attempts, renewed while they go on, and settled once each. A store
 * that is away is told of once; what was served meanwhile is charged when it is back.
 */
import { randomUUID } from "node:crypto";
import type { Clock, Timer } from "../../clock.ts";
import { SetClock } from "../set-clock.ts";
import type { Account } from "../store/accounts.ts";
import { type Doubt, type Store, StoreError, type StoreFault } from "../store/store.ts";
import { SettleQueue } from "./settle-queue.ts";
import { Standings } from "./standings.ts";

/** Told to an operator, each once for each time. */
export interface StoreTold {
  /** `message`: what and where, and what can be done. */
  away(message: string): void;
  /** `charges`: micro-USD that were served meanwhile, and are charged now. */
  back(charges: number): void;
  /** Undefined: it is settled. */
  doubt(doubt: Doubt | undefined): void;
  /** Settlements that were not written when the process ended. */
  lost(settlements: number): void;
}

export interface HoldsTerms {
  readonly store: Store;
  readonly clock: Clock;
  readonly told: StoreTold;
  /** Milliseconds for which a hold stands that nobody renews. */
  readonly lease: number;
  /** Others may hold in the store, and end without a word: their holds are charged when they have expired. */
  readonly isShared: boolean;
  /** Of the store, when it was opened. */
  readonly doubt?: Doubt | undefined;
}

export type HoldOutcome =
  | { readonly kind: "held"; readonly hold: string /** By account. */; readonly left: readonly number[] }
  | { readonly kind: "does-not-fit" /** Index. */; readonly account: number; readonly left: number }
  | { readonly kind: "away" };

/** Milliseconds between two looks at what is due. */
const LOOK = 1_000;
/** Milliseconds that a settlement waits for something that is held, to be written with it. */
const SOON = 10;

export class Holds {
  readonly #terms: HoldsTerms;
  readonly #owner = randomUUID();
  readonly #queue: SettleQueue;
  readonly #standings: Standings;
  /** Held, and not settled yet. */
  readonly #live = new Set<string>();
  #count = 0;
  /** It is asked. */
  #isUp = true;
  /** Why it is away: that was told, and not that it is back. */
  #away: StoreFault | undefined;
  #isClosed = false;
  #timer: Timer | undefined;
  #looking: Promise<void> | undefined;
  readonly #setClock: SetClock;
  #renewed: number;
  #expired: number;
  /** Since when, in milliseconds since 1970, the accounts may say too little. */
  #doubt: number | undefined;

  constructor(terms: HoldsTerms) {
    this.#terms = terms;
    const { store, clock, told, isShared, doubt: before } = terms;
    this.#setClock = new SetClock(clock);
    this.#renewed = clock.now();
    this.#expired = clock.now();
    this.#standings = new Standings(store);
    this.#queue = new SettleQueue({
      isUp: () => this.#isUp,
      settle: (settlements) => this.#asking(() => store.settle(settlements, this.#at.now)),
      later: (call) => void clock.after(SOON, call),
    });
    const learn = (doubt: Doubt | undefined): void => {
      this.#doubt = doubt?.since;
      told.doubt(doubt);
    };
    store.onDoubt(learn);
    if (before) learn(before);
    if (isShared) this.#arm();
  }

  /** Of every window that had begun by then the accounts may say less than was spent; milliseconds since 1970. */
  get doubt(): number | undefined {
    return this.#doubt;
  }

  /** Milliseconds since 1970. */
  get now(): number {
    return this.#terms.clock.date().getTime();
  }

  /** On all of the accounts, or on none. Never rejects. */
  async hold(accounts: readonly Account[], amount: number): Promise<HoldOutcome> {
    if (!this.#isUp) return { kind: "away" };
    const { store, lease } = this.#terms;
    const { now } = this;
    const id = `${this.#owner}.${++this.#count}`;
    const { charges } = this.#queue;
    // What attempts before it came to is written first, so that it can be held anew.
    void this.#queue.flush();
    try {
      const hold = { id, owner: this.#owner, amount, accounts, expires: now + lease };
      const held = await this.#asking(() => store.hold(hold, now));
      this.#isBack(charges);
      if (held.kind === "does-not-fit") {
        const { id: over, limit } = accounts[held.account]!;
        this.#standings.learn(over, limit - held.left);
        return held;
      }
      for (const [i, account] of accounts.entries()) this.#standings.learn(account.id, account.limit - held.left[i]!);
      this.#live.add(id);
      this.#arm();
      return { kind: "held", hold: id, left: held.left };
    } catch {
      this.#queue.add({ hold: id, cost: 0 });
      return { kind: "away" };
    }
  }

  /** `accounts` and `amount` as they were held; `unsettled`: of the cost, what nobody has billed. */
  settle(hold: string, held: { accounts: readonly Account[]; amount: number }, cost: number, unsettled: number): void {
    if (!this.#live.delete(hold)) return;
    for (const { id } of held.accounts) this.#standings.add(id, cost - held.amount);
    this.#queue.add({ hold, cost, ...(unsettled > 0 && { unsettled }) });
  }

  /** What was served while nothing could be held. */
  charge(accounts: readonly Account[], cost: number, unsettled: number): void {
    if (cost === 0) return;
    for (const { id } of accounts) this.#standings.add(id, cost);
    this.#queue.charge({ id: `${this.#owner}.${++this.#count}`, accounts, cost, unsettled });
    this.#arm();
  }

  /** Micro-USD that are spent or held; a promise where that must be looked up first, undefined where nobody can say. */
  taken(accounts: readonly string[]): readonly (number | undefined)[] | Promise<void> {
    const unknown = this.#standings.unknown(accounts);
    const at = this.#at;
    if (unknown.length === 0) return accounts.map((id) => this.#standings.taken(id, at.clock));
    this.#arm();
    // What is settled here is not held there any more.
    void this.#queue.flush();
    // Where nobody could say, that is known from then on.
    return this.#asking(() => this.#standings.ask(unknown, at)).catch(() => {});
  }

  /** Settles when what is known has been written, or cannot be. */
  async close(): Promise<void> {
    this.#isClosed = true;
    const { clock, told } = this.#terms;
    clock.cancel(this.#timer);
    await this.#looking;
    const { charges } = this.#queue;
    if (!this.#isUp) await this.#comeBack().catch(() => {});
    await this.#queue.drain();
    if (this.#queue.size > 0) told.lost(this.#queue.size);
    else this.#isBack(charges);
  }

  get #at(): { readonly now: number; readonly clock: number } {
    return { now: this.now, clock: this.#terms.clock.now() };
  }

  async #asking<T>(ask: () => Promise<T>): Promise<T> {
    try {
      return await ask();
    } catch (error) {
      if (this.#away === undefined) this.#terms.told.away(error instanceof Error ? error.message : String(error));
      this.#away = error instanceof StoreError ? error.fault : "away";
      this.#isUp = false;
      this.#arm();
      throw error;
    }
  }

  /** While something is due, and where others may leave something behind. */
  #arm(): void {
    if (this.#timer !== undefined || this.#isClosed) return;
    const { clock, lease } = this.#terms;
    this.#timer = clock.after(Math.min(LOOK, lease / 4), () => {
      this.#looking = this.#look().finally(() => {
        this.#timer = undefined;
        const { isShared } = this.#terms;
        if (isShared || !this.#isUp || this.#live.size + this.#queue.size + this.#standings.size > 0) this.#arm();
      });
    });
    (this.#timer as { unref?: () => void }).unref?.();
  }

  /** Never rejects. */
  async #look(): Promise<void> {
    const at = this.#at;
    const wasSet = this.#setClock.wasSet();
    const { charges } = this.#queue;
    try {
      if (!this.#isUp) await this.#comeBack();
      await this.#queue.flush();
      await this.#asking(() => this.#keep(at, wasSet));
      // One that is full can still be asked, and takes what changes nothing.
      if (this.#away !== "full" || charges > 0) this.#isBack(charges);
    } catch {
      // It was told of, and is looked for again.
    }
  }

  async #comeBack(): Promise<void> {
    await this.#terms.store.epoch();
    this.#isUp = true;
  }

  /** Once it has taken what waited for it. */
  #isBack(charges: number): void {
    if (this.#away === undefined || !this.#isUp) return;
    this.#away = undefined;
    this.#terms.told.back(charges);
  }

  /** A clock that was set makes all holds look old: those who are there say so first. */
  async #keep(at: { now: number; clock: number }, wasSet: boolean): Promise<void> {
    const { store, lease } = this.#terms;
    if (this.#live.size > 0 && (wasSet || at.clock - this.#renewed >= lease / 4)) {
      await store.renew([...this.#live], at.now + lease);
      this.#renewed = at.clock;
    }
    if (!wasSet && at.clock - this.#expired >= lease / 12) {
      await store.expire(at.now);
      this.#expired = at.clock;
    }
    // As what is known here has it: written before it is read.
    void this.#queue.flush();
    await this.#standings.refresh(at);
  }
}
