/** Code units in classes that no machine tells apart, each with the unit to write for it. */
import { type Characters, has, newlines, union } from "../../lower/pattern/characters.ts";
import { leads, trails } from "./code-units.ts";
import type { Nfa } from "./nfa.ts";

export interface Letter {
  readonly units: Characters;
  /** The one that looks most natural. */
  readonly unit: number;
}

const LIKED = "etaoinshrldcumfpgwybvkxjqz ETAOINSHRLDCUMFPGWYBVKXJQZ1234567890.,-!?:;'\"()/_+*=&%#@$<>[]{}|~^`\\\n\t\r";

/** The letters that look most natural first. */
export function alphabetOf(nfas: readonly Nfa[]): Letter[] {
  const byKey = new Map(nfas.flatMap(({ sets }) => sets).map((set) => [set.join(";"), set]));
  const asserted = new Set(nfas.flatMap(({ states }) => states.map((s) => (s.kind === "assert" ? s.assertion : ""))));
  const lines = asserted.has("line-start") || asserted.has("line-end");
  const words = nfas.filter(({ states }) =>
    states.some((s) => s.kind === "assert" && s.assertion.endsWith("word-edge")),
  );
  const pairs = asserted.has("whole-character") ? [leads, trails] : [];
  for (const set of [...(lines ? [newlines] : []), ...words.map((nfa) => nfa.words), ...pairs]) {
    byKey.set(set.join(";"), set);
  }
  const letters = partition([...byKey.values()]).map((units) => ({ units, unit: mostLiked(units) }));
  return letters.sort((a, b) => rank(a.unit) - rank(b.unit));
}

/** The units of the letter that look natural; its own unit if none does. */
export function likedOf({ units, unit }: Letter): number[] {
  const liked = [...LIKED].map((character) => character.charCodeAt(0)).filter((each) => has(units, each));
  return liked.length > 0 ? liked : [unit];
}

function partition(sets: readonly Characters[]): Characters[] {
  const cuts = [...new Set(sets.flatMap((set) => set.flatMap(([from, to]) => [from, to + 1])).concat(0, 0x10000))];
  cuts.sort((a, b) => a - b);
  const index = new Map(cuts.map((cut, i) => [cut, i]));
  const members = cuts.map(() => [] as number[]);
  sets.forEach((set, number) => {
    for (const [from, to] of set) {
      for (let i = index.get(from)!; i < index.get(to + 1)!; i += 1) members[i]!.push(number);
    }
  });
  const classes = new Map<string, (readonly [number, number])[]>();
  for (const [i, from] of cuts.slice(0, -1).entries()) {
    const key = members[i]!.join();
    classes.set(key, [...(classes.get(key) ?? []), [from, cuts[i + 1]! - 1]]);
  }
  return [...classes.values()].map((ranges) => union(ranges));
}

function mostLiked(units: Characters): number {
  for (let i = 0; i < LIKED.length; i += 1) {
    const unit = LIKED.charCodeAt(i);
    if (has(units, unit)) return unit;
  }
  const firsts = units.map(([from]) => from);
  return (
    firsts.find((unit) => unit > 0xa0 && !isSurrogate(unit)) ?? firsts.find((unit) => !isSurrogate(unit)) ?? firsts[0]!
  );
}

function rank(unit: number): number {
  const place = LIKED.indexOf(String.fromCharCode(unit));
  return place >= 0 ? place : isSurrogate(unit) ? unit + 0x10000 : unit + LIKED.length;
}

function isSurrogate(unit: number): boolean {
  return 0xd800 <= unit && unit <= 0xdfff;
}
