/** The parts of a Portkey config: its keys are written in snake_case or in camelCase, and not always where they belong. */
import type { Value } from "../../load/value.ts";
import { field, items, text } from "../../lower/read.ts";

export type Mode = "single" | "fallback" | "loadbalance" | "conditional";

export function part(value: Value | undefined, name: string): Value | undefined {
  return field(value, name) ?? field(value, camelCase(name));
}

export function camelCase(name: string): string {
  return name.replace(/_([a-z])/g, (_, letter: string) => letter.toUpperCase());
}

const modes: Readonly<Record<string, Mode>> = {
  single: "single",
  fallback: "fallback",
  fallbacks: "fallback",
  failover: "fallback",
  loadbalance: "loadbalance",
  loadbalancing: "loadbalance",
  loadbalancer: "loadbalance",
  weighted: "loadbalance",
  conditional: "conditional",
};

/** What is meant, also where it is not written as Portkey reads it. */
export function modeOf(value: Value): Mode {
  const written = modeText(value);
  if (written === undefined) return "single";
  return modes[written.toLowerCase().replace(/[-_ ]/g, "")] ?? (targetsOf(value).length > 1 ? "fallback" : "single");
}

/** `strategy: { mode: … }`; a bare text and a `mode` beside the targets are met as well. */
export function modeText(value: Value): string | undefined {
  const strategy = part(value, "strategy");
  return text(part(strategy, "mode")) ?? text(part(strategy, "type")) ?? text(strategy) ?? text(part(value, "mode"));
}

export function isMode(written: string): boolean {
  return ["single", "fallback", "loadbalance", "conditional"].includes(written);
}

/** The targets of a strategy; a config that is one target has none. */
export function targetsOf(value: Value): readonly Value[] {
  return items(part(value, "targets") ?? part(part(value, "strategy"), "targets"));
}

/** Of the strategy, or beside it. */
export function ofStrategy(value: Value, name: string): Value | undefined {
  return part(part(value, "strategy"), name) ?? part(value, name);
}

/** The targets that hold no others. */
export function leavesOf(value: Value): Value[] {
  const targets = targetsOf(value);
  return targets.length > 0 ? targets.flatMap(leavesOf) : [value];
}
