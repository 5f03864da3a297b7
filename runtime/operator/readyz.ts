import { sendJson } from "../http/send-json.ts";
import type { Serve } from "../http/server.ts";
import type { Running } from "../running.ts";
import { shownCanary } from "./shown-canary.ts";

/**
 * Whether requests should be sent here, which table they would meet and since when, what was proved of it, and the last table that
 * was refused; the operator is told how canaries and semantic caches stand, too. Needs no key, so why it was refused is told to the operator alone: it may name files and variables.
 */
export function readyz(running: Running, { toOperator }: { toOperator: boolean }): Serve {
  return (call) => {
    const { draining, inUse, tables } = running;
    const caches = toOperator ? (running.cache?.report() ?? []) : [];
    const { hash, proved } = inUse.loaded.table;
    const known = inUse.sides?.canaries.all();
    const { since, swaps, refusals, lastRefusal } = tables;
    const body = {
      status: draining ? "draining" : "ready",
      table: hash,
      since: since.toISOString(),
      swaps,
      refusals,
      ...(lastRefusal && { lastRefusal: toOperator ? lastRefusal : { at: lastRefusal.at, code: lastRefusal.code } }),
      ...(proved && { proved }),
      ...(toOperator && known && { canaries: known.map(shownCanary) }),
      ...(caches.length > 0 && { caches }),
    };
    sendJson(call, draining ? 503 : 200, JSON.stringify(body), { "x-pointsman-table": hash });
  };
}
