/** What is written down of the store of what outlives requests. `store`: where it is, without a secret. */
import { usd } from "../usd.ts";
import { logTime } from "./log-time.ts";
import { type Log, logAlarm } from "./request-log.ts";

export function logStoreAway(log: Log, store: string, why: string): void {
  logAlarm(log, { store, message: `The store of budgets cannot be asked: ${why} ${UNTIL_BACK}` });
}

/** `charges`: micro-USD of what was served meanwhile. */
export function logStoreBack(log: Log, store: string, charges: number): void {
  const chargedUsd = Number(usd(charges));
  log(JSON.stringify({ time: logTime(), level: "info", event: "store-back", store, chargedUsd }));
}

export function logLimitsAway(log: Log, store: string, why: string): void {
  logAlarm(log, { store, message: `The store of limits cannot be asked: ${why} ${BY_ITSELF}` });
}

export function logLimitsBack(log: Log, store: string): void {
  log(JSON.stringify({ time: logTime(), level: "info", event: "limits-back", store }));
}

/** `found`: what was lost, and which budgets that concerns. */
export function logStoreDoubt(log: Log, store: string, found: string): void {
  logAlarm(log, { store, message: `${found} ${UNTIL_SETTLED}` });
}

export function logStoreSettled(log: Log, store: string): void {
  log(JSON.stringify({ time: logTime(), level: "info", event: "store-settled", store }));
}

export function logUnsettled(log: Log, store: string, settlements: number): void {
  const message = `The store could not be told what ${settlements} attempts cost before the end. ${EXPIRES}`;
  logAlarm(log, { store, message });
}

const BY_ITSELF = "Until it can, this process keeps to the limits by itself, and others to theirs.";
const UNTIL_BACK =
  "Until it can, budgets with `onStoreDown: allow` are not held to, and what is spent is charged when it is back; others refuse their requests.";
const UNTIL_SETTLED =
  "Until those windows end they refuse their requests, but for those with `onStoreDown: allow`. Where what is there is right, or is to be taken as it is, say so with `pointsman state settle`.";
const EXPIRES = "What is held for them is charged in full when it expires, and counts as unsettled.";
