/** The one output limit that a target is sent. */
import type { TableTarget } from "../../schemas/table.ts";
import { spellingsOf } from "./names.ts";

const LIMIT = "max_completion_tokens";
const spellings = spellingsOf(LIMIT);
/** The name that nearly every host knows. */
const OLDER = "max_tokens";

type Body = Readonly<Record<string, unknown>>;

/**
 * What a body says under the first spelling that says anything, as only a whole number does: the newer name is before the older one,
 * which it has replaced, as clients that send both mean it.
 */
export function saidLimit(body: Body): number | undefined {
  for (const name of spellings) if (Number.isInteger(body[name])) return Number(body[name]);
  return undefined;
}

export function isLimit(name: string): boolean {
  return spellings.includes(name);
}

/** Its name on the wire: as the catalog says, else the older one; nothing at a target that takes none. */
export function limitName({ rename = {}, drop = [] }: TableTarget["parameters"]): string | undefined {
  const taken = drop.length === 0 ? spellings : spellings.filter((name) => !drop.includes(name));
  const renamed = taken.find((name) => Object.hasOwn(rename, name));
  if (renamed !== undefined) return rename[renamed];
  return taken.includes(OLDER) ? OLDER : taken[0];
}

type Window = Pick<TableTarget, "context" | "maxOutput">;

/** Limits that are known, in tokens. */
interface Limits {
  /** What the client says, or the policy in its place. */
  readonly said: number | undefined;
  /** The route's. */
  readonly most: number | undefined;
  /** Of the wire format, where it must have one; all models that speak it can do as much. */
  readonly usual: number | undefined;
}

/**
 * Tokens: the smallest of client, route and model, whose context bounds it where nothing else is known. Where the
 * client says none it is kept within what the input leaves of the context: providers refuse a sum that is larger.
 * `input` is the most that the input can count there, and is asked for only where it can be more than it is given.
 */
export function outputLimit(
  { said, most = Number.POSITIVE_INFINITY, usual }: Limits,
  { context, maxOutput }: Window,
  input: (beyond: number) => number,
): number | undefined {
  if (said !== undefined) return Math.min(said, most, maxOutput ?? context);
  const model = maxOutput ?? usual ?? Number.POSITIVE_INFINITY;
  const limit = Math.min(most, model, context);
  if (most === Number.POSITIVE_INFINITY && model === Number.POSITIVE_INFINITY) return undefined;
  return Math.max(1, Math.min(limit, context - input(context - limit)));
}
