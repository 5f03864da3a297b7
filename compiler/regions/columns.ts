/**
 * What a set of conditions asks about: one column per fact (and argument), cut exactly into cells, so that every
 * atom is a set of cells. The cells are those of `TableColumn` in schemas/table-column.ts; a set of them is a bigint.
 */
import type { Atom, Condition } from "../lower/ir.ts";
import { countBelow } from "./count-below.ts";
import { isWhole } from "./fact-spec.ts";

export type Column =
  | { readonly kind: "number"; readonly fact: string; readonly argument?: string; readonly cuts: readonly number[] }
  | { readonly kind: "string"; readonly fact: string; readonly values: readonly string[] }
  | { readonly kind: "boolean"; readonly fact: string; readonly argument?: string };

/** Bit i is cell i. */
export type CellSet = bigint;

/** The columns of all conditions together, by key. */
export function columnsOf(conditions: Iterable<Condition>): ReadonlyMap<string, Column> {
  const mentions = new Map<string, Mention>();
  for (const condition of conditions) collect(condition, mentions);
  return new Map([...mentions].map(([key, mention]) => [key, cut(mention)]));
}

/** Atoms with the same key ask the same column. */
export function columnKey(atom: Atom): string {
  return "argument" in atom && atom.argument !== undefined ? `${atom.fact}\0${atom.argument}` : atom.fact;
}

export function cellCount(column: Column): number {
  switch (column.kind) {
    case "number":
      return column.cuts.length + 2;
    case "string":
      return column.values.length + 2;
    case "boolean":
      return 2;
  }
  return column satisfies never;
}

export function allCells(column: Column): CellSet {
  return (1n << BigInt(cellCount(column))) - 1n;
}

/** The cells of `column` in which the atom holds; the column must come from conditions that have the atom. */
export function cellsOf(atom: Atom, column: Column): CellSet {
  switch (atom.kind) {
    case "range":
      return rangeCells(wholeBounds(atom), (column as { cuts: readonly number[] }).cuts);
    case "one-of":
      return valueCells(atom.values, (column as { values: readonly string[] }).values);
    case "flag":
      return 0b10n;
    case "present":
      return allCells(column) & ~1n;
  }
  return atom satisfies never;
}

type Mention =
  | { kind: "number"; fact: string; argument?: string; cuts: Set<number> }
  | { kind: "string"; fact: string; values: Set<string> }
  | { kind: "boolean"; fact: string; argument?: string };

function collect(condition: Condition, mentions: Map<string, Mention>): void {
  switch (condition.kind) {
    case "constant":
      break;
    case "atom":
      mention(condition.atom, mentions);
      break;
    case "not":
      collect(condition.of, mentions);
      break;
    case "all":
    case "any":
      for (const part of condition.of) collect(part, mentions);
  }
}

function mention(atom: Atom, mentions: Map<string, Mention>): void {
  const key = columnKey(atom);
  const known = mentions.get(key) ?? firstMention(atom);
  mentions.set(key, known);
  if (atom.kind === "range" && known.kind === "number") {
    const { from, to } = wholeBounds(atom);
    for (const bound of [from, to]) if (Number.isFinite(bound)) known.cuts.add(bound);
  }
  if (atom.kind === "one-of" && known.kind === "string") for (const value of atom.values) known.values.add(value);
}

function firstMention(atom: Atom): Mention {
  const { fact } = atom;
  const argument = "argument" in atom && atom.argument !== undefined ? { argument: atom.argument } : {};
  if (atom.kind === "flag") return { kind: "boolean", fact, ...argument };
  const type = atom.kind === "present" ? atom.type : atom.kind === "range" ? "number" : "string";
  if (type === "string") return { kind: "string", fact, values: new Set() };
  return { kind: "number", fact, ...argument, cuts: new Set() };
}

function cut(mention: Mention): Column {
  switch (mention.kind) {
    case "number":
      return { ...mention, cuts: [...mention.cuts].sort((a, b) => a - b) };
    case "string":
      return { kind: "string", fact: mention.fact, values: [...mention.values].sort() };
    case "boolean":
      return mention;
  }
  return mention satisfies never;
}

/** Facts that are counted in whole numbers are cut at whole numbers: above 10.5 is from 11. */
function wholeBounds(atom: { fact: string; from: number; to: number }): { from: number; to: number } {
  if (!isWhole(atom.fact)) return atom;
  return { from: Math.ceil(atom.from) + 0, to: Math.ceil(atom.to) + 0 };
}

/** Cell 1 + i begins at cut i - 1; bounds that are finite are cuts. */
function rangeCells({ from, to }: { from: number; to: number }, cuts: readonly number[]): CellSet {
  if (!(from < to)) return 0n;
  const first = from === Number.NEGATIVE_INFINITY ? 1 : countBelow(cuts, from) + 2;
  const end = to === Number.POSITIVE_INFINITY ? cuts.length + 2 : countBelow(cuts, to) + 2;
  return (1n << BigInt(end)) - (1n << BigInt(first));
}

function valueCells(asked: readonly string[], values: readonly string[]): CellSet {
  return asked.reduce((cells, value) => cells | (1n << BigInt(countBelow(values, value) + 2)), 0n);
}
