/** What becomes of values at a target: each is kept within what is taken, and of those that exclude each other one is sent. */

import type { DialectName } from "../../schemas/dialects.ts";
import type { ParameterRange, Parameters } from "../../schemas/parameter-facts.ts";
import { dialects } from "../dialects/dialects.ts";

export interface Settled {
  /** In place of what was said, by the operation's names. */
  readonly values: Readonly<Record<string, unknown>>;
  /** Left out beside what excludes them. */
  readonly left: readonly string[];
}

const asSaid: Settled = { values: {}, left: [] };

/** `said`: what is to be sent under a name of the operation; undefined or null for nothing. */
export function settle(dialect: DialectName, parameters: Parameters, said: (name: string) => unknown): Settled {
  const { range, exclusive } = rangesOf(dialect, parameters);
  if (range.length === 0 && exclusive.length === 0) return asSaid;
  const left = exclusive.flatMap((names) => names.filter((name) => isThere(said(name))).slice(1));
  const values: Record<string, unknown> = {};
  for (const [name, bounds] of range) {
    const value = said(name);
    const taken = within(value, bounds);
    if (taken !== value && !left.includes(name)) values[name] = taken;
  }
  return { values, left };
}

interface Facts {
  readonly range: readonly (readonly [string, ParameterRange])[];
  readonly exclusive: readonly (readonly string[])[];
}

/** Of the wire format, and what the catalog says in its place. */
export function rangesOf(dialect: DialectName, parameters: Parameters): Facts {
  const known = facts.get(parameters);
  if (known?.dialect === dialect) return known;
  const own = dialects[dialect].takes ?? {};
  const range = Object.entries({ ...own.range, ...parameters.range });
  const found = { dialect, range, exclusive: [...(own.exclusive ?? []), ...(parameters.exclusive ?? [])] };
  facts.set(parameters, found);
  return found;
}

/** Parameters belong to one target, and so to one dialect, as a rule. */
const facts = new WeakMap<Parameters, Facts & { readonly dialect: DialectName }>();

/** The nearest value that is taken; of a list its beginning. What is neither stays. */
function within(
  value: unknown,
  { from = Number.NEGATIVE_INFINITY, to = Number.POSITIVE_INFINITY }: ParameterRange,
): unknown {
  if (typeof value === "number") return Math.min(Math.max(value, from), to);
  return Array.isArray(value) && value.length > to ? value.slice(0, to) : value;
}

export function isBeyond(value: unknown, range: ParameterRange): boolean {
  return within(value, range) !== value;
}

function isThere(value: unknown): boolean {
  return value !== undefined && value !== null;
}
