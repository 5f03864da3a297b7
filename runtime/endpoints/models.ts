/** What a client may put into `model`: the routes its key may use, and targets where it may name them. */

import { problems, sendJson, sendProblem } from "../http/problem.ts";
import type { Endpoint } from "../http/server.ts";
import { unknownModel } from "../request/unknown-model.ts";
import type { Running } from "../running.ts";
import { type KeyRecord, mayUseRoute } from "../state/keys.ts";

interface ModelEntry {
  id: string;
  object: "model";
  /** Seconds. */
  created: number;
  owned_by: string;
}

export function models(running: Running): Endpoint {
  return (call) => {
    const { request } = call;
    const key = running.keyOf(request.headers);
    if (!key) sendProblem(call, problems.wrongKey("authorization" in request.headers));
    else sendJson(call, 200, JSON.stringify({ object: "list", data: entries(running, key) }));
  };
}

/** For a path that ends with the model's name. */
export function model(running: Running, prefix: string): Endpoint {
  return (call) => {
    const { request, path } = call;
    const key = running.keyOf(request.headers);
    if (!key) return sendProblem(call, problems.wrongKey("authorization" in request.headers));
    const name = decode(path.slice(prefix.length));
    const entry = entries(running, key).find(({ id }) => id === name);
    if (entry) sendJson(call, 200, JSON.stringify(entry));
    else sendProblem(call, unknownModel(running.loaded.table, key, name));
  };
}

function entries({ loaded: { table }, targets }: Running, key: KeyRecord): ModelEntry[] {
  const created = Math.floor(Date.parse(table.catalogAsOf) / 1000) || 0;
  const routes = table.routes.filter(({ name }) => mayUseRoute(key, name));
  return [
    ...routes.map(({ name }): ModelEntry => ({ id: name, object: "model", created, owned_by: "pointsman" })),
    ...(key.direct ? targets : []).map(
      ({ id, provider }): ModelEntry => ({ id, object: "model", created, owned_by: provider.id }),
    ),
  ];
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
