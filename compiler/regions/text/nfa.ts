/**
 * A predicate as a machine that reads a text code unit by code unit and accepts as soon as some part of it matches.
 * Steps that take no unit may ask what stands before and behind: `^`, `$`, `\b`, or whether a pair would be cut.
 */
import type { Characters } from "../../lower/pattern/characters.ts";

export type Assertion =
  | "text-start"
  | "line-start"
  | "text-end"
  | "line-end"
  | "word-edge"
  | "no-word-edge"
  /** Not between the two units of one character. */
  | "whole-character";

export type NfaState =
  | { readonly kind: "take"; readonly set: number; readonly next: number }
  | { readonly kind: "split"; readonly next: readonly number[] }
  | { readonly kind: "assert"; readonly assertion: Assertion; readonly next: number }
  | { readonly kind: "accept" };

export interface Nfa {
  readonly states: readonly NfaState[];
  /** Of code units: none is above 0xffff. */
  readonly sets: readonly Characters[];
  readonly start: number;
  /** What `\b` takes for characters of words. */
  readonly words: Characters;
}

/** What a neighbour may be, as bits. */
export const EDGE = 1;
export const NEWLINE = 2;
export const WORD = 4;
export const LEAD = 8;
export const TRAIL = 16;

/** Which bits of what stands before matter. */
export const before: Readonly<Record<Assertion, number>> = {
  "text-start": EDGE,
  "line-start": EDGE | NEWLINE,
  "text-end": 0,
  "line-end": 0,
  "word-edge": WORD,
  "no-word-edge": WORD,
  "whole-character": LEAD,
};

/** Between a unit with the bits `left` and one with the bits `right`. */
export function isAsserted(assertion: Assertion, left: number, right: number): boolean {
  switch (assertion) {
    case "text-start":
    case "line-start":
      return (left & before[assertion]) !== 0;
    case "text-end":
      return (right & EDGE) !== 0;
    case "line-end":
      return (right & (EDGE | NEWLINE)) !== 0;
    case "word-edge":
      return (left & WORD) !== (right & WORD);
    case "no-word-edge":
      return (left & WORD) === (right & WORD);
    case "whole-character":
      return (left & LEAD) === 0 || (right & TRAIL) === 0;
  }
  return assertion satisfies never;
}

/** By state, the fewest units to acceptance if every assertion held, infinite where it cannot be reached. */
export function distances({ states }: Nfa, mayBegin: boolean): readonly number[] {
  const far = states.map(() => Number.POSITIVE_INFINITY);
  const reverse: [from: number, cost: number][][] = states.map(() => []);
  states.forEach((state, from) => {
    if (state.kind === "accept") return;
    if (state.kind === "assert" && state.assertion === "text-start" && !mayBegin) return;
    const next = state.kind === "split" ? state.next : [state.next];
    for (const to of next) reverse[to]!.push([from, state.kind === "take" ? 1 : 0]);
  });
  let level = [...states.keys()].filter((state) => states[state]!.kind === "accept");
  for (let units = 0; level.length > 0; units += 1) {
    const later: number[] = [];
    for (let state = level.pop(); state !== undefined; state = level.pop()) {
      if (far[state]! <= units) continue;
      far[state] = units;
      for (const [from, cost] of reverse[state]!) (cost === 0 ? level : later).push(from);
    }
    level = later;
  }
  return far;
}
