/** What the processes of a race agree on. */
import type { Account } from "../../../../../runtime/state/store/accounts.ts";

/** Micro-USD: 10 and 1,000 USD. */
export const AMOUNT = 10_000_000;
export const LIMIT = 1_000_000_000;
/** Milliseconds of a hold. */
export const LEASE = 300;
/** Milliseconds of a window. */
const WINDOW = 500;

export const once: Account = { id: "once", limit: LIMIT };

export function accountAt(now: number): Account {
  const window = Math.floor(now / WINDOW);
  return { id: `window:${window}`, limit: LIMIT, ends: (window + 1) * WINDOW };
}
