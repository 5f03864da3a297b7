import type { Endpoint } from "../server.ts";
import { sendJson } from "./problem.ts";

/** The process is up. Needs no key. */
export const healthz: Endpoint = ({ response }) => sendJson(response, 200, '{"status":"ok"}');
