/** The clean end: no new requests, those in flight finish or are cut at the limit, then everything is closed. */
import type { Failure } from "./failures.ts";
import type { Listener } from "./http/server.ts";
import type { Running } from "./running.ts";

/** How long answers that were cut may take to reach their clients. Milliseconds. */
const LAST_WORDS = 500;

const shuttingDown: Failure = {
  class: "cancelled",
  detail: "The gateway is shutting down. Send the request again.",
};

/** `limit` in milliseconds. */
export async function shutDown(running: Running, main: Listener, operator: Listener, limit: number): Promise<void> {
  running.draining = true;
  main.stopAccepting();
  running.entrance.close();
  running.shadows?.stop(shuttingDown);
  await running.inFlight.empty(limit);
  running.inFlight.cancel(shuttingDown);
  await running.inFlight.empty(LAST_WORDS);
  await Promise.all([main.close(), operator.close()]);
  await running.upstream.close();
  await running.kept.close();
}
