/** What `/` answers to whoever looks what this is. */
import type { Call } from "./call.ts";
import { sendJson } from "./send-json.ts";

/** `paths`: what there is, by path and method. */
export function root(call: Call, paths: Readonly<Record<string, object>>): void {
  const known = Object.entries(paths).flatMap(([there, methods]) =>
    Object.keys(methods).map((name) => `${name} ${there}`),
  );
  sendJson(call, 200, JSON.stringify({ service: "pointsman", paths: known }));
}
