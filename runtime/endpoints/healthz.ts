import { sendJson } from "../http/problem.ts";
import type { Endpoint } from "../http/server.ts";

/** The process is up. Needs no key. */
export const healthz: Endpoint = (call) => sendJson(call, 200, '{"status":"ok"}');
