import { sendJson } from "../http/send-json.ts";
import type { Serve } from "../http/server.ts";

/** The process is up. Needs no key. */
export const healthz: Serve = (call) => sendJson(call, 200, '{"status":"ok"}');
