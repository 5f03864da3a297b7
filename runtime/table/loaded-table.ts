/** A table in the form that decisions are made from: numbers decoded, readers looked up. Built once per table. */
import type { Table, TablePlan, TableRoute } from "../../schemas/table.ts";
import type { Facts, FactValue } from "../../semantics/facts/facts.ts";
import type { Operation } from "../../semantics/operation.ts";

export interface LoadedTable {
  readonly table: Table;
  readonly routes: ReadonlyMap<string, LoadedRoute>;
  /** Routes whose names end in `*`, longest name first. */
  readonly wildcards: readonly LoadedRoute[];
  /** Members of a body beside the listed parameters that some target is sent. */
  readonly accepted: ReadonlySet<string>;
}

/** What a route does with a request. */
export type Decision =
  | { readonly kind: "plan"; readonly rule: DecidingRule; readonly plan: TablePlan; readonly tier?: string }
  | { readonly kind: "reject"; readonly rule: DecidingRule; readonly status: number; readonly message: string };

/** Index of the rule. */
export type DecidingRule = number | "otherwise";

export interface LoadedRoute {
  readonly name: string;
  readonly definition: TableRoute;
  readonly columns: readonly LoadedColumn[];
  /** Every vector: its summary words, then its words. */
  readonly words: Int32Array;
  /** Words of one summary. */
  readonly summaryLength: number;
  readonly boxCount: number;
  /** By box. */
  readonly decisions: readonly Decision[];
  readonly otherwise: Decision;
  /** What its targets can be asked for; empty where it only refuses. */
  readonly answers: ReadonlySet<Operation>;
  /** Scratch: by column, where in `words` the vector of the request's cell starts. */
  readonly starts: Int32Array;
}

export type LoadedColumn = ColumnReader &
  (
    | { readonly kind: "number"; readonly cuts: Float64Array }
    | { readonly kind: "string"; readonly cellOfValue: ReadonlyMap<string, number> }
    | { readonly kind: "boolean" }
  );

interface ColumnReader {
  readonly fact: string;
  readonly argument?: string | undefined;
  read(facts: Facts): FactValue;
  /** By cell, where its vector starts in `words`. */
  readonly cells: Int32Array;
  /**
   * Only where reading is costly: the boxes, as words without a summary, that hold whatever this column and the later
   * ones say. When the first box in question is one of them, nothing more need be read.
   */
  readonly settled?: Int32Array | undefined;
}
