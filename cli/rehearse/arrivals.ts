/** When requests come, and which: the same for the same seed, whatever happens to them. */
import { type Random, seededRandom } from "../../simulator/random.ts";
import type { Load, RequestKind } from "./rehearsal-plan.ts";

export interface Arrival {
  /** Milliseconds of the rehearsal. */
  readonly at: number;
  /** Index into the load's kinds. */
  readonly kind: number;
  readonly stream: boolean;
  readonly metadata: Readonly<Record<string, string>>;
  readonly inputTokens: number;
  readonly outputTokens: number;
}

/** They come by themselves, at random, at the load's rate. */
export function arrivalsOf({ rate, duration, kinds }: Load, seed: number): Arrival[] {
  const random = seededRandom(seed, "load");
  const gap = () => (-Math.log(1 - random()) * rate.per) / rate.requests;
  const arrivals: Arrival[] = [];
  for (let at = gap(); at < duration; at += gap()) arrivals.push(arrivalOf(at, kinds, random));
  return arrivals;
}

function arrivalOf(at: number, kinds: readonly RequestKind[], random: Random): Arrival {
  const kind = drawKind(kinds, random);
  const { streams, metadata, inputTokens, outputTokens } = kinds[kind]!;
  const said = Object.entries(metadata).map(([name, values]) => [name, one(values, random)] as const);
  return {
    at,
    kind,
    stream: random() < streams,
    metadata: Object.fromEntries(said.flatMap(([name, value]) => (value === undefined ? [] : [[name, value]]))),
    inputTokens: one(inputTokens, random),
    outputTokens: one(outputTokens, random),
  };
}

function drawKind(kinds: readonly RequestKind[], random: Random): number {
  let left = random() * kinds.reduce((sum, { share }) => sum + share, 0);
  const found = kinds.findIndex(({ share }) => {
    left -= share;
    return left < 0;
  });
  return found === -1 ? kinds.length - 1 : found;
}

function one<T>(values: readonly T[], random: Random): T {
  return values[Math.floor(random() * values.length)]!;
}
