/**
 * The nearest rows of a list, exactly: first a bound for each row from its coarse record, which `scan.wat` computes (coarse.ts says why it
 * is one), then the exact cosine of those whose bound reaches what so many others have at least. A row that is left out cannot be among
 * the nearest.
 */
import { Best } from "./best.ts";
import { type CoarseQuery, writeQuery } from "./coarse.ts";
import { BLOCK_ROWS, coarseOf, type Desk, deskOf, fineOf, type Layout } from "./layout.ts";
import { type Views, viewsOf } from "./views.ts";
import { type SharedMemory, type WasmModule, webAssembly } from "./web-assembly.ts";

export interface ScanTask {
  /** Where vectors lie. */
  readonly rows: Int32Array;
  /** Of length 1. */
  readonly query: Float32Array;
  /** How many are wanted. */
  readonly most: number;
  /** Milliseconds since 1970: what has expired is not there. */
  readonly now: number;
}

/** The nearest first. */
export interface ScanResult {
  readonly rows: readonly number[];
  readonly cosines: readonly number[];
  /** What was put later has a higher one. */
  readonly orders: readonly number[];
}

/** As `scan.wat` has it. */
type Bound = (
  ...args: [
    ...rows: [list: number, quarter: number],
    ...query: [query: number, numbers: number],
    ...memory: [first: number, chunk: number],
    ...bound: [scale: number, length: number, slack: number, out: number],
  ]
) => void;

interface Candidate {
  readonly row: number;
  readonly bound: number;
}

export class Scan {
  readonly #memory: SharedMemory;
  readonly #layout: Layout;
  readonly #desk: Desk;
  readonly #bound: Bound;
  #views: Views;

  /** Each thread has a desk of its own. */
  constructor(memory: SharedMemory, module: WasmModule, layout: Layout, desk: number) {
    this.#memory = memory;
    this.#layout = layout;
    this.#desk = deskOf(layout, desk);
    const { Instance } = webAssembly();
    this.#bound = (new Instance(module, { index: { memory } }).exports as { bound: Bound }).bound;
    this.#views = viewsOf(memory);
  }

  nearest(task: ScanTask): ScanResult {
    this.#views = viewsOf(this.#memory, this.#views);
    const best = new Best(task.most);
    for (const { row, bound } of this.#candidates(task)) {
      if (bound < best.least) break;
      const at = fineOf(this.#layout, row);
      best.offer(row, product(task.query, this.#views.floats, (at + 8) >>> 2), this.#views.doubles[at >>> 3]!);
    }
    return { rows: best.rows, cosines: best.scores, orders: best.orders };
  }

  /** Those that may be among the nearest, by their bounds. */
  #candidates({ rows, query, most, now }: ScanTask): Candidate[] {
    const { shorts, floats, doubles } = this.#views;
    const { numbers } = this.#layout;
    const written = writeQuery(query, shorts, this.#desk.query >>> 1, numbers);
    const bounds = this.#desk.bounds >>> 2;
    const found: Candidate[] = [];
    const surely = new Best(most);
    let least = surely.least;
    for (let from = 0; from < rows.length; from += BLOCK_ROWS) {
      const count = Math.min(BLOCK_ROWS, rows.length - from);
      this.#boundBlock(rows, from, count, written);
      for (let i = 0; i < count; i++) {
        const bound = floats[bounds + i]!;
        if (bound < least) continue;
        const row = rows[from + i]!;
        const rest = coarseOf(this.#layout, row) + numbers;
        if (doubles[(rest + 8) >>> 3]! <= now) continue;
        found.push({ row, bound });
        // As far below the estimate as the bound is above it.
        surely.offer(row, bound - 2 * (floats[(rest + 4) >>> 2]! * written.length + written.slack), 0);
        least = surely.least;
      }
    }
    return found.filter(({ bound }) => bound >= least).sort((a, b) => b.bound - a.bound);
  }

  #boundBlock(rows: ScanTask["rows"], from: number, count: number, { scale, length, slack }: CoarseQuery): void {
    const { ints } = this.#views;
    const { query, list, bounds } = this.#desk;
    const { numbers, first, chunk } = this.#layout;
    const at = list >>> 2;
    for (let i = 0; i < count; i++) ints[at + i] = rows[from + i]!;
    const quarter = Math.ceil(count / 4);
    ints.fill(rows[from]!, at + count, at + 4 * quarter);
    this.#bound(list, quarter, query, numbers, first, chunk, scale, length, slack, bounds);
  }
}

function product(query: Float32Array, floats: Float32Array, at: number): number {
  let sum = 0;
  for (let i = 0; i < query.length; i++) sum += query[i]! * floats[at + i]!;
  return sum;
}
