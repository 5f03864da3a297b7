/** What an operator says of canaries: which there are, and that one goes back, or on again. */
import type { Call } from "../http/call.ts";
import { readBody } from "../http/read-body.ts";
import { sendJson } from "../http/send-json.ts";
import type { Serve } from "../http/server.ts";
import type { Running } from "../running.ts";
import { shownCanary } from "./shown-canary.ts";

type Sides = NonNullable<Running["inUse"]["sides"]>;

const MOST_BYTES = 64 * 1024;

export function canaries(running: Running): Serve {
  return (call) => sendJson(call, 200, JSON.stringify({ canaries: listed(running).map(shownCanary) }));
}

/** The body is JSON, and says so: a page in a browser cannot send that unasked. */
export function turnCanary(running: Running, state: "on" | "back"): Serve {
  return async (call) => {
    const type = call.request.headers["content-type"] ?? "";
    if (!/^application\/json\b/i.test(type)) return refuse(call, 415, "Send it as application/json.");
    const name = nameIn(await readBody(call.request, MOST_BYTES));
    if (name === undefined) return refuse(call, 400, 'Send {"canary": "<name>"}, a name that GET /canaries lists.');
    const found = listed(running).find((canary) => canary.name === name);
    if (!found) return refuse(call, 404, "The table has no canary of this name. GET /canaries lists them.");
    found.set(state);
    sendJson(call, 200, JSON.stringify(shownCanary(found)));
  };
}

function listed({ inUse }: Running): ReturnType<Sides["canaries"]["all"]> {
  return inUse.sides?.canaries.all() ?? [];
}

function nameIn(body: Awaited<ReturnType<typeof readBody>>): string | undefined {
  try {
    const said = typeof body === "string" ? undefined : (JSON.parse(body.toString("utf8")) as { canary?: unknown });
    return typeof said?.canary === "string" ? said.canary : undefined;
  } catch {
    return undefined;
  }
}

function refuse(call: Call, status: number, message: string): void {
  sendJson(call, status, JSON.stringify({ error: { message } }));
}
