/** What is written down of tables that take the place of others, or may not. */
import { logTime } from "./log-time.ts";
import type { Log } from "./request-log.ts";

export interface SwapEntry {
  /** Hash of the table that serves now, and of the one before it. */
  readonly table: string;
  readonly before: string;
}

export interface RefusalEntry {
  /** Hash of the table that goes on serving. */
  readonly table: string;
  readonly code: string;
  readonly reason: string;
  /** How many were refused since the start. */
  readonly refusals: number;
}

export function logSwap(log: Log, { table, before }: SwapEntry): void {
  log(JSON.stringify({ time: logTime(), level: "info", event: "table", table, before }));
}

export function logRefusedTable(log: Log, { table, code, reason, refusals }: RefusalEntry): void {
  const line = { time: logTime(), level: "error", event: "table-refused", table, code, message: reason, refusals };
  log(JSON.stringify(line));
}
