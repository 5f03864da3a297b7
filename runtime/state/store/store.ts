/**
 * What outlives a request and may be shared by processes: money that is held and spent, places in limits, use, keys. One port;
 * its adapters differ in where they keep it and in nothing else.
 *
 * `now` is the caller's time everywhere, in milliseconds since 1970. Every call settles in bounded time. It rejects with a
 * `StoreError` where the store could not do it, or where it is not known whether it did. The same call may be made again: what
 * has an id is done once, and an amount of a rate that was taken twice runs out. A hold that nobody wants any more after such an
 * error is settled with a cost of 0, which changes nothing where it was never made.
 */
import type { Accounts } from "./accounts.ts";
import type { Limits } from "./limits.ts";
import type { StoredKeys } from "./stored-keys.ts";
import type { UsageLedger } from "./usage-ledger.ts";

export interface Store extends Accounts, Limits {
  readonly usage: UsageLedger;
  readonly keys: StoredKeys;
  /** Made when the store was, and another one whenever its doubt is another. Undefined for one that ends with its process. */
  epoch(): Promise<string | undefined>;
  /** Whether it has lost what was in it, or some of it, and nobody has said since that this is settled. All who share the store know it. */
  doubt(): Promise<Doubt | undefined>;
  /** Told once whenever `doubt` turns out to be another. */
  onDoubt(listener: (doubt: Doubt | undefined) => void): void;
  /** What is there is right from now on, says an operator. */
  settleDoubt(): Promise<void>;
  /** Of the store itself, in milliseconds since 1970; undefined for one that has no clock but that of its processes. */
  time(): Promise<number | undefined>;
  /** Charges what has expired, and forgets accounts, places and rates that say nothing any more. Answers how many holds it charged. */
  expire(now: number): Promise<number>;
  close(): Promise<void>;
}

/** What the accounts say may be less than what was spent. */
export interface Doubt {
  /** Milliseconds since 1970, by the clock of whoever found it: in doubt is every window that had begun by then. */
  readonly since: number;
  /** What was lost, and where: for an operator. */
  readonly message: string;
}

/** Why a store cannot do what it is asked. */
export type StoreFault = "away" | "full" | "broken" | "foreign" | "version" | "settings";

export class StoreError extends Error {
  readonly fault: StoreFault;

  /** `message`: what and where, and what an operator can do. */
  constructor(fault: StoreFault, message: string, options?: ErrorOptions) {
    super(message, options);
    this.fault = fault;
  }
}
