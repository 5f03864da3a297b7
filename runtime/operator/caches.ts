import type { CachesReport } from "../../schemas/caches.ts";
import { sendJson } from "../http/send-json.ts";
import type { Serve } from "../http/server.ts";
import type { Running } from "../running.ts";

/** How far the semantic cache of each route is, once it was asked. */
export function caches(running: Running): Serve {
  return (call) => {
    const report: CachesReport = { caches: running.cache?.report() ?? [] };
    sendJson(call, 200, JSON.stringify(report));
  };
}
