/** Parts that were found for the cells of some columns: most points of a policy differ in few columns. */
import type { Cells } from "../regions/search/point.ts";
import type { Part } from "./part.ts";

/** When there are more, all are forgotten. */
const MOST = 20_000;

export class KnownParts<T> {
  readonly #keys: readonly string[];
  readonly #parts = new Map<string, Part<T>>();

  /** `keys`: of the columns on whose cells the part depends, and on nothing else. */
  constructor(keys: readonly string[]) {
    this.#keys = keys;
  }

  /** The part for the cells, or what `find` finds; what could not be found out is not kept. */
  recall(cells: Cells, find: () => Part<T>): Part<T> {
    let text = "";
    for (const key of this.#keys) text += `${cells.get(key)?.toString(32) ?? ""};`;
    const known = this.#parts.get(text);
    if (known) return known;
    const part = find();
    if (this.#parts.size >= MOST) this.#parts.clear();
    if (part.kind !== "unknown") this.#parts.set(text, part);
    return part;
  }
}
