import type { ShadowsReport } from "../../schemas/shadows.ts";
import { sendJson } from "../http/send-json.ts";
import type { Serve } from "../http/server.ts";
import type { Running } from "../running.ts";

/** What the shadows came to since the process began, as figures. */
export function shadows(running: Running): Serve {
  return (call) => {
    const report: ShadowsReport = running.shadows?.report ?? { underWay: 0, shadows: [] };
    sendJson(call, 200, JSON.stringify(report));
  };
}
