/** A caller says of an answer that was given again that it was wrong for what it asked: nobody gets that any more. */
import type { Call } from "../../http/call.ts";
import { sendJson } from "../../http/send-json.ts";
import type { Serve } from "../../http/server.ts";
import type { Refusal } from "../../refusal.ts";
import type { Running } from "../../running.ts";
import { keyRefusal } from "../key-refusal.ts";
import { Complaints } from "./complaints.ts";

/** For a path of `prefix`, the entry as the caller was told of it, and `/wrong`. */
export function complaint(running: Running, prefix: string): Serve {
  const complaints = new Complaints(running.clock);
  return async (call: Call) => {
    const key = running.keyOf(call.request.headers, call.request.socket, call.peer);
    if ("fault" in key) return call.refuse(keyRefusal(key));
    const wait = complaints.wait(key.id);
    if (wait > 0) return call.refuse(tooOften(wait));
    const [name = "", what, ...more] = call.path.slice(prefix.length).split("/");
    const answers = await running.cache?.answers();
    const id = what === "wrong" && more.length === 0 ? answers?.named(name, key.id) : undefined;
    if (!answers || id === undefined) return call.refuse(unknownEntry);
    const entry = await answers.wrong(id);
    if (entry?.meaning) running.inUse.caching?.reported(entry.origin.route);
    sendJson(call, 200, JSON.stringify({ entry: name, dropped: true }));
  };
}

const unknownEntry: Refusal = {
  ...{ status: 404, kind: "missing", code: "entry_not_found", param: null },
  message:
    "No answer of that name was given to this API key. Send the `entry` of the header x-pointsman-cache of the answer that was wrong: POST /v1/cache/<entry>/wrong.",
};

function tooOften(wait: number): Refusal {
  return {
    ...{ status: 429, kind: "rate-limited", code: "too_many_complaints", param: null },
    message: "This API key has named too many answers as wrong within a minute. Send it again later.",
    headers: { "retry-after": String(wait) },
  };
}
