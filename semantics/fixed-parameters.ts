/** What a policy's `set` makes of a body. */
import { chatParameters } from "../schemas/parameters/chat.ts";
import { parameterNamed, spellingsOf } from "./parameters/names.ts";

type Members = Readonly<Record<string, unknown>>;

export function withFixed(body: Members, set: Members | undefined): Members {
  if (set === undefined) return body;
  const replaced = replacedBy(set);
  const kept = Object.entries(body).filter(([name]) => !replaced.includes(name));
  return { ...Object.fromEntries(kept), ...set };
}

/** The members that must go, because `set` fixes them by another of their names. */
export function replacedBy(set: Members): string[] {
  return Object.keys(set).flatMap((name) => {
    const parameter = parameterNamed(name);
    const names = parameter === undefined ? [] : spellingsOf(parameter);
    return names.filter((other) => !Object.hasOwn(set, other));
  });
}

/** It fixes what is counted as input, so that the request is not as large as the client's own. */
export function addsContent(set: Members | undefined): boolean {
  return Object.entries(set ?? {}).some(([name, value]) => {
    const parameter = parameterNamed(name);
    return parameter === undefined ? typeof value === "object" : chatParameters[parameter].effect === "content";
  });
}
