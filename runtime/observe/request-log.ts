/** One line of JSON per request: an allow-list of fields, so that no prompt, answer or key can get in. */
import type { AttemptRecord } from "../attempts/run.ts";
import { type Failure, failures } from "../failures.ts";
import type { Usage } from "../operations/chat/answer.ts";
import { usd } from "../usd.ts";
import { connectionAlarm } from "./connection-alarm.ts";
import { logTime } from "./log-time.ts";

export interface RequestEntry {
  id: string;
  /** Address of the client. */
  peer?: string | undefined;
  /** Of a request that no endpoint has; what was no HTTP has neither. */
  method?: string | undefined;
  path?: string | undefined;
  key?: string | undefined;
  /** What a policy calls the endpoint that has it. */
  endpoint?: string | undefined;
  /** Hash of the table that it was served by. */
  table?: string | undefined;
  route?: string | undefined;
  rule?: string | undefined;
  target?: string | undefined;
  /** Whether it stayed with the target of its group. */
  sticky?: string | undefined;
  /** That it was in. */
  canary?: string | undefined;
  stream?: boolean | undefined;
  /** What the cache of its route did. */
  cache?: string | undefined;
  /** The client's HTTP status. */
  status: number;
  /** Class or code of what the client was told. */
  failure?: string | undefined;
  attempts: readonly AttemptRecord[];
  /** Milliseconds. */
  ms: number;
  usage?: Usage | undefined;
  /** The usage is by our own count: the provider did not say. */
  isEstimated?: boolean | undefined;
  /** Micro-USD, with what is not settled. */
  cost?: number | undefined;
  /** Micro-USD of the cost: what attempts that were broken off may be billed with. */
  unsettled?: number | undefined;
  simulated?: string | undefined;
  /** Why the bill may be more than what was reckoned with. */
  alarms?: readonly string[] | undefined;
}

export type Log = (line: string) => void;

/** Also raises an alarm for what the operator must mend, even where a fallback hid it from the client. */
export function logRequest(log: Log, entry: RequestEntry): void {
  for (const alarm of alarmsOf(entry)) logAlarm(log, alarm);
  const { id, peer, method, path, key, endpoint, table, route, rule, target, stream, status, failure, attempts, ms } =
    entry;
  const { usage, cost, unsettled, isEstimated, simulated, sticky, canary, cache } = entry;
  const brokenOff = status < 400 && failure !== undefined;
  const line = {
    time: logTime(),
    level: status >= 500 || brokenOff ? "warn" : "info",
    event: "request",
    id,
    peer,
    method,
    path,
    key,
    endpoint,
    table,
    route,
    rule,
    stream,
    target,
    sticky,
    canary,
    cache,
    status,
    failure,
    ms,
    simulated,
    attempts: attempts.map(shownAttempt),
    inputTokens: usage?.input,
    outputTokens: usage?.output,
    cachedTokens: usage?.cacheRead,
    estimated: isEstimated || undefined,
    costUsd: cost === undefined ? undefined : Number(usd(cost)),
    unsettledUsd: unsettled === undefined ? undefined : Number(usd(unsettled)),
  };
  log(JSON.stringify(line));
}

/** For what the operator must mend. */
export function logAlarm(log: Log, fields: object): void {
  logError(log, "alarm", fields);
}

/** An error's message is left out: it may quote the request. */
export function logFault(log: Log, id: string, error: unknown): void {
  const { name, stack = "" } = error instanceof Error ? error : { name: typeof error };
  const frames = stack.split("\n").filter((line) => line.startsWith("    at "));
  logError(log, "fault", { id, name, frames: frames.map((line) => line.trim()) });
}

/** Class, status and code: what an error says in its message stays out, as it may quote the request. */
function shownAttempt({ target, failure, led, ms }: AttemptRecord): Record<string, unknown> {
  return { target, failure: failure?.class, led, status: failure?.status, code: failure?.code, ms };
}

function alarmsOf({ id, route, target: answered, attempts, alarms = [] }: RequestEntry): Record<string, unknown>[] {
  const billed = alarms.map((message) => ({ id, route, target: answered, message }));
  const failed = attempts.flatMap(({ target, failure }) => {
    const message = failure && attemptAlarm(failure);
    if (message === undefined) return [];
    const { class: name, status, code } = failure!;
    return [{ id, route, target, failure: name, status, code, message }];
  });
  return [...failed, ...billed];
}

/** What the operator must mend where an attempt failed so; undefined where nothing is. */
export function attemptAlarm({ class: name, status, code, added }: Failure): string | undefined {
  if (added !== undefined) return addedAlarm(added);
  const { alarm, message } = failures[name];
  if (!alarm) return name === "connect" ? connectionAlarm(code) : undefined;
  // Nobody refused anything: there was nothing to send.
  return name === "auth" && status === undefined && code !== undefined ? NO_CREDENTIALS : message;
}

/** The name is one of a policy or a catalog, never of a client. */
function addedAlarm(name: string): string {
  return `The provider refused \`${name}\`, which no client has said: the policy's \`set\` or the gateway adds it. Take it out of \`set\`, or write \`parameters: { drop: [${name}] }\` on the model in the overlay, and build again.`;
}

const NO_CREDENTIALS = "The gateway could get no credentials for the provider.";

function logError(log: Log, event: string, fields: object): void {
  log(JSON.stringify({ time: logTime(), level: "error", event, ...fields }));
}
