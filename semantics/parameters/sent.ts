/** Which members of a request's body reach a target. What is left out can change neither its price nor its answer. */
import type { DialectName } from "../../schemas/dialects.ts";
import { chatParameters } from "../../schemas/parameters/chat.ts";
import type { TableTarget } from "../../schemas/table.ts";
import { isDroppedBy } from "../dialects/dialects.ts";
import { hasKnownTier } from "../reaching-tier.ts";
import { parameterNamed } from "./names.ts";

/** What decides it: the wire format, and what the catalog says of provider and model. */
export interface Taker {
  readonly dialect: DialectName;
  readonly target: Pick<TableTarget, "parameters" | "accepts" | "controls" | "price" | "zeroRetention">;
}

/**
 * Whether a member is sent on. `isFixed` is one that the policy fixes: only such may be a control of the provider. Of the
 * output limit this says nothing but whether the target takes one: which, and under what name, is said elsewhere.
 */
export function isSent({ dialect, target }: Taker, name: string, value: unknown, isFixed: boolean): boolean {
  const parameter = parameterNamed(name);
  if (parameter === undefined)
    return (target.accepts?.includes(name) ?? false) || (isFixed && mayBeFixed(target, name));
  if (target.parameters.drop?.includes(name) || isDroppedBy(dialect, parameter)) return false;
  switch (chatParameters[parameter].effect) {
    case "price":
      return parameter !== "service_tier" || hasKnownTier(target.price, value);
    case "fee":
      return target.price?.per1kQueries !== undefined;
    default:
      return true;
  }
}

/** It chooses what no client may choose, or is what the target must be sent. */
function mayBeFixed({ controls, parameters, zeroRetention }: Taker["target"], name: string): boolean {
  const needed = { ...parameters.require, ...zeroRetention };
  return (controls?.includes(name) ?? false) || Object.hasOwn(needed, name);
}

/** The body without what no target may be sent: members that are neither parameters nor in `accepted`. */
export function knownBody<T extends Readonly<Record<string, unknown>>>(
  body: T,
  accepted: ReadonlySet<string>,
  isParameter: (name: string) => boolean,
): T {
  const isKnown = (name: string) => isParameter(name) || accepted.has(name);
  const names = Object.keys(body);
  if (names.every(isKnown)) return body;
  return Object.fromEntries(Object.entries(body).filter(([name]) => isKnown(name))) as T;
}
