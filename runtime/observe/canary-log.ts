/** One line for each turn of a canary: it goes back by itself once, and on again by an operator alone. */
import { logTime } from "./log-time.ts";
import type { Log } from "./request-log.ts";

export interface CanaryEntry {
  readonly name: string;
  readonly state: "on" | "back";
  readonly reason: string;
  /** Of its last requests, and how many are counted. */
  readonly failures: number;
  readonly requests: number;
}

export function logCanary(log: Log, { name, state, reason, failures, requests }: CanaryEntry): void {
  const level = state === "back" ? "warn" : "info";
  log(JSON.stringify({ time: logTime(), level, event: "canary", canary: name, state, reason, failures, requests }));
}
