/** What the operator must know of the keys in the store. */
import { logTime } from "./log-time.ts";
import { type Log, logAlarm } from "./request-log.ts";

export interface KeyEntry {
  readonly kind: string;
  readonly message: string;
}

export function logKeys(log: Log, { kind, message }: KeyEntry): void {
  if (kind === "back") log(JSON.stringify({ time: logTime(), level: "info", event: "keys", message }));
  else logAlarm(log, { message });
}
