/**
 * A condition as a union of boxes: disjunctive normal form over cells. A box gives some columns the set of cells
 * that it allows; other columns may hold anything. It is satisfiable by construction: no set is empty.
 */
import type { Condition } from "../lower/ir.ts";
import { type Box, intersect, intersection } from "./box.ts";
import { allCells, type Column, cellsOf, columnKey } from "./columns.ts";
import { simplify } from "./simplify-boxes.ts";

/** `tooLarge` when the condition has more than the allowed number of boxes, or takes too much work to find out. */
export type Boxes = { readonly tooLarge: false; readonly boxes: readonly Box[] } | { readonly tooLarge: true };

export const BOX_LIMIT = 4096;

/** The boxes of a condition, in an order that depends on nothing but them; none when it can never hold. */
export function boxesOf(condition: Condition, columns: ReadonlyMap<string, Column>, limit: number = BOX_LIMIT): Boxes {
  try {
    return { tooLarge: false, boxes: new Expansion(columns, limit).expand(condition, true) };
  } catch (error) {
    if (error instanceof TooLarge) return { tooLarge: true };
    throw error;
  }
}

class TooLarge extends Error {}

/** Pairs of boxes that may be intersected per allowed box. */
const WORK_PER_BOX = 64;

class Expansion {
  readonly #columns: ReadonlyMap<string, Column>;
  readonly #limit: number;
  #work: number;

  constructor(columns: ReadonlyMap<string, Column>, limit: number) {
    this.#columns = columns;
    this.#limit = limit;
    this.#work = limit * WORK_PER_BOX;
  }

  /** The boxes where the condition is `holds`: negation is pushed down to the atoms on the way. */
  expand(condition: Condition, holds: boolean): Box[] {
    switch (condition.kind) {
      case "constant":
        return condition.value === holds ? [new Map()] : [];
      case "atom":
        return this.#atom(condition.atom, holds);
      case "not":
        return this.expand(condition.of, !holds);
      case "all":
      case "any": {
        const parts = condition.of.map((part) => this.expand(part, holds));
        return (condition.kind === "all") === holds ? this.#product(parts) : this.#union(parts);
      }
    }
    return condition satisfies never;
  }

  #atom(atom: Parameters<typeof cellsOf>[0], holds: boolean): Box[] {
    const key = columnKey(atom);
    const column = this.#columns.get(key)!;
    const all = allCells(column);
    const cells = holds ? cellsOf(atom, column) : all & ~cellsOf(atom, column);
    if (cells === 0n) return [];
    return [cells === all ? new Map() : new Map([[key, cells]])];
  }

  #union(parts: readonly Box[][]): Box[] {
    return this.#limited(parts.flat());
  }

  #product(parts: readonly Box[][]): Box[] {
    // Most parts are one box, and so is their product.
    const one = intersection(parts.filter((part) => part.length === 1).map(([box]) => box!));
    let product = one ? [one] : [];
    for (const part of parts.filter((part) => part.length !== 1).sort((a, b) => a.length - b.length)) {
      this.#work -= product.length * part.length;
      if (this.#work < 0) throw new TooLarge();
      product = this.#limited(product.flatMap((left) => part.flatMap((right) => intersect(left, right) ?? [])));
    }
    return product;
  }

  #limited(boxes: readonly Box[]): Box[] {
    const simple = simplify(boxes, this.#columns);
    if (simple.length > this.#limit) throw new TooLarge();
    return simple;
  }
}
