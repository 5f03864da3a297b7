/** What a model takes of parameters: what it refuses, how far, and what excludes what. */
import type { Random } from "../../../agreement/random.ts";

export interface Takes {
  readonly drop?: readonly string[];
  readonly range?: Readonly<Record<string, { readonly from?: number; readonly to?: number }>>;
  readonly exclusive?: readonly (readonly string[])[];
}

export function randomTakes(random: Random): Takes {
  return {
    ...(random.once(3) && {
      drop: random.pick([["seed"], ["user"], ["temperature", "top_p"], ["stop", "seed"], ["store"]]),
    }),
    ...(random.once(3) && {
      range: random.pick([{ temperature: { to: 0.5 } }, { stop: { to: 1 } }, { top_p: { from: 0.5 } }]),
    }),
    ...(random.once(6) && { exclusive: [["temperature", "top_p"]] }),
  };
}

/** What of it a provider is told all the same. */
export function refusedOf(
  { drop = [], range = {}, exclusive = [] }: Takes,
  told: Readonly<Record<string, unknown>>,
): string[] {
  const isSaid = (name: string) => told[name] !== undefined && told[name] !== null;
  const beyond = Object.entries(range).filter(([name, bounds]) => isBeyond(told[name], bounds));
  return [
    ...drop.filter(isSaid),
    ...beyond.map(([name]) => `${name}: ${JSON.stringify(told[name])}`),
    ...exclusive.filter((names) => names.filter(isSaid).length > 1).map((names) => names.join(" beside ")),
  ];
}

function isBeyond(
  value: unknown,
  { from = Number.NEGATIVE_INFINITY, to = Number.POSITIVE_INFINITY }: { from?: number; to?: number },
): boolean {
  const size = Array.isArray(value) ? value.length : value;
  return typeof size === "number" && (size < from || size > to);
}
