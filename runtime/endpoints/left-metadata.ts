import type { Passing } from "./endpoint.ts";

/** The body's metadata without what was for the policy, itself where none was; nothing where nothing is left. */
export function leftMetadata({ body, routingNames }: Pick<Passing, "body" | "routingNames">): object | undefined {
  const given = body.metadata;
  if (typeof given !== "object" || given === null) return undefined;
  const left = Object.entries(given).filter(([name]) => !routingNames.includes(name));
  return left.length > 0 ? Object.fromEntries(left) : undefined;
}
