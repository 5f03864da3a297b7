/** Typed reading of values whose shape has been checked. */

import type { Value } from "../load/value.ts";
import type { Origin } from "../source.ts";

export interface Entry {
  readonly name: string;
  /** Of the key. */
  readonly origin: Origin;
  readonly value: Value;
}

/** The value under a key of an object; undefined when it is not written. */
export function field(value: Value | undefined, name: string): Value | undefined {
  const found = value?.kind === "record" ? value.fields.get(name)?.value : undefined;
  return found?.kind === "literal" && found.value === undefined ? undefined : found;
}

/** A key of an object with its value; undefined when it is not written. */
export function entry(value: Value | undefined, name: string): Entry | undefined {
  const found = field(value, name);
  const key = value?.kind === "record" ? value.fields.get(name)?.key : undefined;
  return found && key && { name, origin: key, value: found };
}

export function entries(value: Value | undefined): Entry[] {
  if (value?.kind !== "record") return [];
  return [...value.fields].map(([name, { key, value }]) => ({ name, origin: key, value }));
}

export function items(value: Value | undefined): readonly Value[] {
  return value?.kind === "list" ? value.items : [];
}

export function text(value: Value | undefined): string | undefined {
  return value?.kind === "literal" && typeof value.value === "string" ? value.value : undefined;
}

export function truth(value: Value | undefined): boolean | undefined {
  return value?.kind === "literal" && typeof value.value === "boolean" ? value.value : undefined;
}

export function number(value: Value | undefined): number | undefined {
  return value?.kind === "literal" && typeof value.value === "number" ? value.value : undefined;
}

const units: Readonly<Record<string, number>> = { ms: 1, s: 1_000, m: 60_000, h: 3_600_000 };

/** Milliseconds of a quantity, or of a text such as `60s`. */
export function duration(value: Value | undefined): number | undefined {
  return value?.kind === "quantity" ? value.amount : milliseconds(text(value) ?? "");
}

/** Of a text such as `60s`. */
export function milliseconds(text: string): number | undefined {
  const [, amount, unit] = /^([\d.]+)([a-z]+)$/.exec(text) ?? [];
  return amount && unit ? Number(amount) * (units[unit] ?? Number.NaN) : undefined;
}

/** USD of a quantity, or of a text such as `$0.10`. */
export function money(value: Value | undefined): number | undefined {
  if (value?.kind === "quantity") return value.amount;
  const amount = /^\$([\d.]+)$/.exec(text(value) ?? "")?.[1];
  return amount === undefined ? undefined : Number(amount);
}

/** Without the keys whose value is undefined. */
export function defined<T extends object>(fields: T): { [K in keyof T]?: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as typeof fields & {};
}
