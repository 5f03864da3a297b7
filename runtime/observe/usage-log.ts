/** What is written down of the ledger of use. `store`: where it is, without a secret. */
import { usd } from "../usd.ts";
import { logTime } from "./log-time.ts";
import { type Log, logAlarm } from "./request-log.ts";

export function logUsageAway(log: Log, store: string, why: string): void {
  logAlarm(log, {
    store,
    message: `What is used cannot be written down: ${why} It is kept in memory, and written when that is possible again.`,
  });
}

export function logUsageBack(log: Log, store: string): void {
  log(JSON.stringify({ time: logTime(), level: "info", event: "usage-back", store }));
}

/** `cost`: nano-USD. */
export function logUsageLost(log: Log, store: string, requests: number, cost: number): void {
  const message = `What ${requests} requests used, $${usd(cost / 1_000)}, could not be written down before the end: the log has each of them.`;
  logAlarm(log, { store, message });
}
