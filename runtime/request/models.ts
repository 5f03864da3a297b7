/** What a client may put into `model`: the routes its key may use, and targets where it may name them. */
import type { ChatEndpoint } from "../endpoints/endpoint.ts";
import { type NamedModel, writeModel, writeModels } from "../endpoints/models/write-models.ts";
import { sendJson } from "../http/send-json.ts";
import type { Call, Serve } from "../http/server.ts";
import type { Refusal } from "../refusal.ts";
import type { Running } from "../running.ts";
import { type KeyRecord, mayUseRoute } from "../state/keys.ts";
import { refusals } from "./refusals.ts";
import { unknownModel } from "./unknown-model.ts";

/** Errors are written as the endpoint writes them. */
type Errors = Pick<ChatEndpoint, "refusal">;

export function models(running: Running, errors: Errors): Serve {
  return (call) => {
    const key = running.keyOf(call.request.headers);
    if (!key) refuse(call, errors, wrongKey(call));
    else sendJson(call, 200, writeModels(named(running, key), createdAt(running)));
  };
}

/** For a path that ends with the model's name. */
export function model(running: Running, prefix: string, errors: Errors): Serve {
  return (call) => {
    const key = running.keyOf(call.request.headers);
    if (!key) return refuse(call, errors, wrongKey(call));
    const name = decode(call.path.slice(prefix.length));
    const found = named(running, key).find(({ id }) => id === name);
    if (found) sendJson(call, 200, writeModel(found, createdAt(running)));
    else refuse(call, errors, unknownModel(running.inUse.loaded.table, key, name));
  };
}

function wrongKey({ request }: Call): Refusal {
  return refusals.wrongKey("authorization" in request.headers);
}

function refuse(call: Call, errors: Errors, refusal: Refusal): void {
  sendJson(call, refusal.status, errors.refusal(refusal), refusal.headers);
}

function named({ inUse: { loaded, targets } }: Running, key: KeyRecord): NamedModel[] {
  const routes = loaded.table.routes.filter(({ name }) => mayUseRoute(key, name));
  return [
    ...routes.map(({ name }) => ({ id: name, owner: "pointsman" })),
    ...(key.direct ? targets : []).map(({ id, provider }) => ({ id, owner: provider.id })),
  ];
}

/** Seconds since 1970: the day of the catalog. */
function createdAt({ inUse: { loaded } }: Running): number {
  return Math.floor(Date.parse(loaded.table.catalogAsOf) / 1000) || 0;
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
