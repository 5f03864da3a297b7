/**
 * Looking for a point: one cell for each column, inside a box and outside others. What cells cannot say (that a request
 * with an image needs vision) is the theory's: it makes a request of the point, or says which cells exclude each other.
 */
import type { Box } from "../box.ts";
import type { CellSet, Column } from "../columns.ts";

export type Columns = ReadonlyMap<string, Column>;

/** Column key to the cells that are all the same to the question; columns that are not named may hold anything. */
export type Cells = ReadonlyMap<string, CellSet>;

/** What becomes of a point. */
export type Realised<T> =
  | { readonly kind: "real"; readonly value: T }
  /** No request falls into this box, which holds the point. */
  | { readonly kind: "impossible"; readonly box: Box }
  /** It could not be found out. */
  | { readonly kind: "unknown"; readonly why: string };

export interface Theory<T> {
  /** Boxes that no request falls into, known from the beginning or found out since. */
  readonly impossible: readonly Box[];
  realise(cells: Cells): Realised<T>;
}

export interface PointQuestion<T> {
  readonly columns: Columns;
  /** Where to look. */
  readonly inside: Box;
  /** None of these; the earlier ones are shown first when they leave nothing. */
  readonly outside: readonly Box[];
  readonly theory: Theory<T>;
  /** Nobody asks which boxes leave nothing: any that do will serve. */
  readonly anyReasons?: boolean;
  /** Points that nothing is known of, before it is given up. */
  readonly unknownLimit?: number;
}

export type PointAnswer<T> =
  | { readonly kind: "found"; readonly value: T; readonly by: "search" | "solver" }
  /** There is none. `outside`: indexes of a sufficient set, ascending; with one missing there would be points, or the work was spent (or `anyReasons`). */
  | { readonly kind: "none"; readonly by: "cover" | "solver"; readonly outside: readonly number[] }
  | { readonly kind: "undecided"; readonly why: string };
