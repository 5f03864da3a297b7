/** What a client may put into `model`: the routes its key may use, and targets where it may name them. */
import { type NamedModel, writeModel, writeModels } from "../endpoints/models/write-models.ts";
import type { Call } from "../http/call.ts";
import { sendJson } from "../http/send-json.ts";
import type { Serve } from "../http/server.ts";
import type { Running } from "../running.ts";
import { type KeyRecord, mayUseRoute } from "../state/keys.ts";
import { keyRefusal } from "./key-refusal.ts";
import { mayName } from "./plan-request.ts";
import { unknownModel } from "./unknown-model.ts";

export function models(running: Running): Serve {
  return (call) => {
    const key = keyOf(running, call);
    if ("fault" in key) call.refuse(keyRefusal(key));
    else sendJson(call, 200, writeModels(named(running, key), createdAt(running)), tableHeader(running));
  };
}

/** For a path that ends with the model's name. */
export function model(running: Running, prefix: string): Serve {
  return (call) => {
    const key = keyOf(running, call);
    if ("fault" in key) return call.refuse(keyRefusal(key));
    const name = decode(call.path.slice(prefix.length));
    const found = named(running, key).find(({ id }) => id === name);
    if (found) sendJson(call, 200, writeModel(found, createdAt(running)), tableHeader(running));
    else call.refuse(unknownModel(running.inUse.loaded.table, key, name));
  };
}

function keyOf(running: Running, { request, peer }: Call): ReturnType<Running["keyOf"]> {
  return running.keyOf(request.headers, request.socket, peer);
}

function named({ inUse: { loaded, targets } }: Running, key: KeyRecord): NamedModel[] {
  const routes = loaded.table.routes.filter((route) => mayUseRoute(key, route));
  return [
    ...routes.map(({ name }) => ({ id: name, owner: "pointsman" })),
    ...targets.filter((target) => mayName(key, target)).map(({ id, provider }) => ({ id, owner: provider.id })),
  ];
}

function tableHeader({ inUse: { loaded } }: Running): Record<string, string> {
  return { "x-pointsman-table": loaded.table.hash };
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
