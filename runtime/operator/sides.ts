import { sendJson } from "../http/send-json.ts";
import type { Serve } from "../http/server.ts";
import type { Running } from "../running.ts";

/** What became of the requests on each side of every split and canary: times in milliseconds, of the last two minutes; the rest since it was first served. */
export function sides(running: Running): Serve {
  return (call) => {
    const all = running.inUse.sides?.all() ?? [];
    const shown = all.map(({ name, requests, failures, attemptFailures, firstToken, cost }) => ({
      ...name,
      requests,
      failures: Object.fromEntries(failures),
      attemptFailures: Object.fromEntries(attemptFailures),
      firstToken: { p50: rounded(firstToken.quantile(0.5)), p95: rounded(firstToken.quantile(0.95)) },
      costUsd: Math.round(cost) / 1e6,
    }));
    sendJson(call, 200, JSON.stringify({ sides: shown }));
  };
}

function rounded(ms: number | undefined): number | undefined {
  return ms === undefined ? undefined : Math.round(ms);
}
