import type { Running } from "../running.ts";
import type { Endpoint } from "../server.ts";
import { sendJson } from "./problem.ts";

/** Whether requests should be sent here, and which table they would meet. Needs no key. */
export function readyz(running: Running): Endpoint {
  return ({ response }) => {
    const { draining, loaded } = running;
    const body = { status: draining ? "draining" : "ready", table: loaded.table.hash };
    sendJson(response, draining ? 503 : 200, JSON.stringify(body));
  };
}
