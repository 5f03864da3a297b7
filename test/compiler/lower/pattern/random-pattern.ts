import type { Random } from "../../../agreement/random.ts";
import type { Matched } from "./backtracking.ts";

const atoms = ["a", "b", "[ab]", "[^a]", ".", "\\d", "x", "\\w"];

/** Nested at most `depth` deep; anchored now and then. */
export function randomPattern(random: Random, depth: number): Matched {
  const inner = randomNode(random, depth);
  const of: Matched[] = [inner];
  if (random.once(4)) of.unshift({ kind: random.pick(["start", "start", "boundary"] as const) });
  if (random.once(6)) of.push({ kind: random.pick(["end", "boundary"] as const) });
  return of.length === 1 ? inner : { kind: "sequence", of };
}

function randomNode(random: Random, depth: number): Matched {
  if (depth === 0) return randomCharacter(random);
  const part = (): Matched => randomNode(random, depth - 1);
  switch (random.integer(5)) {
    case 0:
      return randomCharacter(random);
    case 1:
      return { kind: "choice", of: random.list(2, part) };
    case 2:
      return { kind: "repeat", of: part(), ...random.pick(bounds), lazy: random.once(3) };
    default:
      return { kind: "sequence", of: random.list(2 + random.integer(2), part) };
  }
}

const unbounded = Number.POSITIVE_INFINITY;
const bounds = [
  { min: 0, max: 1 },
  { min: 0, max: unbounded },
  { min: 1, max: unbounded },
  { min: 2, max: unbounded },
  { min: 1, max: 3 },
  { min: 0, max: 5 },
];

function randomCharacter(random: Random): Matched {
  const source = random.pick(atoms);
  const only = new RegExp(`^${source}$`);
  return { kind: "character", source, matches: (character) => only.test(character) };
}
