/** One line of JSON per text that a model was asked to embed for the sake of a request: an allow-list, so that no text or key can get in. */
import type { Failure } from "../failures.ts";
import { usd } from "../usd.ts";
import { logTime } from "./log-time.ts";
import { attemptAlarm, type Log, logAlarm } from "./request-log.ts";

export interface EmbeddingEntry {
  /** Of the client's request. */
  readonly id: string;
  readonly route: string | undefined;
  readonly rule: string | undefined;
  readonly target: string;
  readonly failure: Failure | undefined;
  /** Milliseconds. */
  readonly ms: number;
  readonly inputTokens: number | undefined;
  /** Micro-USD. */
  readonly cost: number | undefined;
}

/** Also raises an alarm for what the operator must mend. */
export function logEmbedding(log: Log, { failure, ms, cost, ...entry }: EmbeddingEntry): void {
  const { id, route, rule, target, inputTokens } = entry;
  const message = failure && attemptAlarm(failure);
  const { class: name, status, code } = failure ?? {};
  if (message !== undefined) logAlarm(log, { id, route, target, failure: name, status, code, message });
  const line = {
    time: logTime(),
    level: "info",
    event: "embedding",
    id,
    route,
    rule,
    target,
    failure: name,
    status,
    code,
    ms: Math.round(ms),
    inputTokens,
    costUsd: cost === undefined ? undefined : Number(usd(cost)),
  };
  log(JSON.stringify(line));
}
