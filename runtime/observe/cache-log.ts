/** What is written down of the store of answers. `store`: where it is, without a secret. */
import { type Log, logAlarm } from "./request-log.ts";

export function logCacheAway(log: Log, store: string, why: string): void {
  logAlarm(log, { store, message: `The cache cannot be asked: ${why} ${UNTIL_BACK}` });
}

const UNTIL_BACK = "Until it can, targets answer what the cache would have, and nothing is kept.";
