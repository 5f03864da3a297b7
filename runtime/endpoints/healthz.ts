import type { Endpoint } from "../server.ts";
import { sendJson } from "./problem.ts";

/** The process is up. Needs no key. */
export const healthz: Endpoint = (call) => sendJson(call, 200, '{"status":"ok"}');
