/** The one output limit that a target is sent. */
import type { TableTarget } from "../../schemas/table.ts";
import { spellingsOf } from "./names.ts";

const LIMIT = "max_completion_tokens";
const spellings = spellingsOf(LIMIT);
/** The name that nearly every host knows. */
const OLDER = "max_tokens";

type Body = Readonly<Record<string, unknown>>;

/** What a body says: the smallest of all spellings. Only a whole number says anything. */
export function saidLimit(body: Body): number | undefined {
  let least: number | undefined;
  for (const name of spellings) {
    const value = body[name];
    if (Number.isInteger(value) && (least === undefined || Number(value) < least)) least = Number(value);
  }
  return least;
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

/**
 * Tokens: the smallest of client, route and model, whose context bounds it where nothing else is known. Where neither
 * client nor route says one, the model's own holds, kept within what the input leaves of the context: providers refuse a
 * sum that is larger. `input` is the most that the input can count, and is asked for only where it matters.
 */
export function outputLimit(
  said: number | undefined,
  most: number | undefined,
  { context, maxOutput }: Window,
  input: (beyond: number) => number,
): number | undefined {
  const own = maxOutput ?? context;
  if (said !== undefined || most !== undefined) {
    return Math.min(said ?? Number.POSITIVE_INFINITY, most ?? Number.POSITIVE_INFINITY, own);
  }
  if (maxOutput === undefined) return undefined;
  return Math.max(1, Math.min(maxOutput, context - input(context - maxOutput)));
}
