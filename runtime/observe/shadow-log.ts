/** One line of JSON per shadow that was asked: an allow-list, so that no prompt, answer or key can get in. */
import type { Failure } from "../failures.ts";
import type { Usage } from "../operations/chat/answer.ts";
import { usd } from "../usd.ts";
import { logTime } from "./log-time.ts";
import { attemptAlarm, type Log, logAlarm } from "./request-log.ts";

export interface ShadowEntry {
  /** Default `shadow`; `judge`: what scored it. */
  readonly event?: "judge";
  /** Of the client's request. */
  readonly id: string;
  readonly route: string | undefined;
  readonly rule: string | undefined;
  readonly target: string;
  /** That the client was answered by. */
  readonly beside: string;
  readonly failure: Failure | undefined;
  /** Milliseconds. */
  readonly ms: number;
  readonly usage: Usage | undefined;
  /** Micro-USD. */
  readonly cost: number | undefined;
}

/** Also raises an alarm for what the operator must mend. */
export function logShadow(log: Log, entry: ShadowEntry): void {
  const { event = "shadow", id, route, rule, target, beside, failure, ms, usage, cost } = entry;
  const message = failure && attemptAlarm(failure);
  const { class: name, status, code } = failure ?? {};
  if (message !== undefined) logAlarm(log, { id, route, target, failure: name, status, code, message });
  const line = {
    time: logTime(),
    level: "info",
    event,
    id,
    route,
    rule,
    target,
    beside,
    failure: name,
    status,
    code,
    ms: Math.round(ms),
    inputTokens: usage?.input,
    outputTokens: usage?.output,
    costUsd: cost === undefined ? undefined : Number(usd(cost)),
  };
  log(JSON.stringify(line));
}
