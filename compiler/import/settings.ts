/** Reading the settings of a configuration: values that know their place. */
import type { Value } from "../load/value.ts";
import { type Entry, entries } from "../lower/read.ts";

export interface Setting extends Entry {
  /** The part that it stands in, such as `router_settings`. */
  readonly part: string;
}

export function settingsOf(part: string, value: Value | undefined): Setting[] {
  return entries(value).map((entry) => ({ ...entry, part }));
}

export function isOn(value: Value | undefined): boolean {
  if (value?.kind !== "literal") return false;
  return value.value === true || (typeof value.value === "string" && /^(true|yes|on)$/i.test(value.value));
}

/** A number, or a text that is one. */
export function amount(value: Value | undefined): number | undefined {
  if (value?.kind !== "literal" || value.value === null || value.value === "") return undefined;
  const number = typeof value.value === "boolean" ? Number.NaN : Number(value.value);
  return Number.isFinite(number) ? number : undefined;
}

/** Seconds or milliseconds as the language writes them. */
export function durationText(milliseconds: number): string {
  const whole = Math.round(milliseconds);
  return whole % 1000 === 0 ? `${whole / 1000}s` : `${whole}ms`;
}
