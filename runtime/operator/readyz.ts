import { sendJson } from "../http/send-json.ts";
import type { Serve } from "../http/server.ts";
import type { Running } from "../running.ts";

/** Whether requests should be sent here, which table they would meet, and what was proved of it. Needs no key. */
export function readyz(running: Running): Serve {
  return (call) => {
    const { draining, inUse } = running;
    const { hash, proved } = inUse.loaded.table;
    const body = { status: draining ? "draining" : "ready", table: hash, ...(proved && { proved }) };
    sendJson(call, draining ? 503 : 200, JSON.stringify(body));
  };
}
