/** Money: what is held for attempts that are under way, and what was spent. All amounts are whole micro-USD. */
export interface Accounts {
  /** On all of its accounts or on none. One that is held already stays as it is, and answers what is left by now. */
  hold(hold: Hold, now: number): Promise<Held>;
  /**
   * All of them, in one step. Once each: what is settled already, or was never held, is left as it is. One that has expired
   * within a day costs what it is settled with, in the place of what was charged.
   */
  settle(settlements: readonly Settlement[], now: number): Promise<void>;
  /** Of holds and places that are still in use; those that are gone stay gone. */
  renew(ids: readonly string[], expires: number): Promise<void>;
  /** By account; one that nothing was held on or spent from stands at nothing. */
  standings(accounts: readonly string[], now: number): Promise<readonly Standing[]>;
}

/** What one value of a budget's `per` may spend in one window: a window that turns is another account. */
export interface Account {
  /** Of the budget, the value and the window. */
  readonly id: string;
  readonly limit: number;
  /** When its window ends, in milliseconds since 1970; absent: never. */
  readonly ends?: number | undefined;
}

/** What one attempt may cost, from before it is sent. */
export interface Hold {
  readonly id: string;
  /** The process that renews it, for those who look. */
  readonly owner: string;
  readonly amount: number;
  /** At least one, each once. It is settled on these, whatever the policy says by then. */
  readonly accounts: readonly Account[];
  /** Milliseconds since 1970. One that has expired is charged in full and counts as unsettled, until it is settled after all. */
  readonly expires: number;
}

export type Held =
  | {
      readonly kind: "held";
      /** By account of the hold: the limit less what is spent and held, this hold included. */
      readonly left: readonly number[];
    }
  | {
      readonly kind: "does-not-fit";
      /** Index of the first account that it does not fit on, and what is left there. */
      readonly account: number;
      readonly left: number;
    };

/** What an attempt came to. */
export type Settlement = SettledHold | Charge;

export interface SettledHold {
  /** Its id. */
  readonly hold: string;
  readonly cost: number;
  /** Of the cost: what nobody has billed, and may have been taken. */
  readonly unsettled?: number | undefined;
}

/** Of what nothing was held for: it is charged whether or not it fits. */
export interface Charge {
  /** Its own: a second charge of the same id, within a day, changes nothing. */
  readonly id: string;
  readonly accounts: readonly Account[];
  readonly cost: number;
  readonly unsettled?: number | undefined;
}

export interface Standing {
  /** With what is unsettled. */
  readonly spent: number;
  readonly held: number;
  /** Charged without a bill. */
  readonly unsettled: number;
}
