/** What is written down of the store of answers. `store`: where it is, without a secret. */
import { logTime } from "./log-time.ts";
import { type Log, logAlarm } from "./request-log.ts";

/** A semantic cache begins to serve, or is in shadow again. */
export interface CertificateTurn {
  readonly series: { readonly id: string; readonly route: string; readonly maxWrongHitRate: number };
  readonly state: "shadow" | "serving";
  readonly why: string;
}

export function logCertificate(
  log: Log,
  { series: { id, route, maxWrongHitRate }, state, why }: CertificateTurn,
): void {
  const line = {
    time: logTime(),
    level: "info",
    event: "semantic-cache",
    route,
    series: id,
    maxWrongHitRate,
    state,
    why,
  };
  log(JSON.stringify(line));
}

export function logCacheAway(log: Log, store: string, why: string): void {
  logAlarm(log, { store, message: `The cache cannot be asked: ${why} ${UNTIL_BACK}` });
}

const UNTIL_BACK = "Until it can, targets answer what the cache would have, and nothing is kept.";
