/** What a caller may name, as the list says it: every route, and models for those who may name them, and nothing that is refused. */
import type { Violation } from "../check/violation.ts";
import { keyed, keys } from "../client/random-request.ts";
import type { Session } from "./session.ts";

export async function checkModels(session: Session): Promise<Violation[]> {
  const found = await Promise.all(keys.map((key) => ofKey(session, key)));
  const nobody = await session.get("/v1/models", ["authorization", "Bearer wrong"]);
  const closed = nobody.status === 401 ? [] : [`${nobody.status} for a key that nobody has`];
  return [...found.flat(), ...closed].map((what): Violation => ({ kind: "models", what }));
}

async function ofKey(session: Session, key: (typeof keys)[number]): Promise<string[]> {
  const { routes, world } = session.compiled.policy;
  const headers = ["authorization", keyed(key).authorization];
  const reply = await session.get("/v1/models", headers);
  if (reply.status !== 200) return [`${reply.status} ${reply.text.slice(0, 200)}`];
  const { data = [] } = JSON.parse(reply.text) as { data?: { id: string; object: string }[] };
  const ids = data.map(({ id }) => id);
  const names = routes.map(({ name }) => name);
  const known = new Set(world.models.map(({ id }) => id));
  const others = ids.filter((id) => !names.includes(id));
  const single = await Promise.all(ids.map((id) => one(session, id, headers)));
  const unknown = await session.get("/v1/models/nothing-of-this-name", headers);
  return [
    ...names.filter((name) => !ids.includes(name)).map((name) => `${key.id} is not told of ${name}`),
    ...(new Set(ids).size === ids.length ? [] : [`${key.id} is told of one twice: ${ids.join(", ")}`]),
    ...others.filter((id) => !key.direct || !known.has(id)).map((id) => `${key.id} is told of ${id}`),
    ...single.flat(),
    ...(unknown.status === 404 ? [] : [`${unknown.status} for a model that there is not`]),
  ];
}

async function one(session: Session, id: string, headers: readonly string[]): Promise<string[]> {
  const { status, text } = await session.get(`/v1/models/${id}`, headers);
  const isIt = status === 200 && (JSON.parse(text) as { id?: unknown }).id === id;
  return isIt ? [] : [`${status} ${text.slice(0, 200)} for ${id}, which is in the list`];
}
