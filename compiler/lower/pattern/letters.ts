import type { Position } from "./automaton.ts";
import type { Characters } from "./characters.ts";

/** Characters that no position tells apart. */
export interface Letter {
  /** The positions that take them. */
  readonly positions: ReadonlySet<number>;
  /** Which of the further sets they are in. */
  readonly extra: ReadonlySet<number>;
}

export function lettersOf(positions: readonly Position[], further: readonly Characters[]): Letter[] {
  const sets = [...positions.map(({ set }) => set), ...further];
  const cuts = [...new Set(sets.flatMap((set) => set.flatMap(([from, to]) => [from, to + 1])).concat(0))].sort(
    (a, b) => a - b,
  );
  const index = new Map(cuts.map((cut, i) => [cut, i]));
  const members = cuts.map(() => [] as number[]);
  sets.forEach((set, number) => {
    for (const [from, to] of set) {
      for (let i = index.get(from)!; i < index.get(to + 1)!; i++) members[i]!.push(number);
    }
  });
  const distinct = new Map(members.map((numbers) => [numbers.join(), numbers]));
  return [...distinct.values()].map((numbers) => ({
    positions: new Set(numbers.filter((number) => number < positions.length)),
    extra: new Set(numbers.filter((number) => number >= positions.length).map((number) => number - positions.length)),
  }));
}
