/** The parts of a Portkey config: its keys are written in snake_case or in camelCase. */
import type { Value } from "../../load/value.ts";
import { field, items, text } from "../../lower/read.ts";

export type Mode = "single" | "fallback" | "loadbalance" | "conditional";

export function part(value: Value | undefined, name: string): Value | undefined {
  return field(value, name) ?? field(value, camelCase(name));
}

export function camelCase(name: string): string {
  return name.replace(/_([a-z])/g, (_, letter: string) => letter.toUpperCase());
}

export function modeOf(value: Value): Mode {
  const mode = text(part(part(value, "strategy"), "mode"));
  if (mode === "fallback" || mode === "loadbalance" || mode === "conditional") return mode;
  return "single";
}

/** The targets of a strategy; a config that is one target has none. */
export function targetsOf(value: Value): readonly Value[] {
  return items(part(value, "targets"));
}
