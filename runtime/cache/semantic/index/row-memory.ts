/** Vectors in their rows: which are free, and how the memory grows. Shared, so that another thread can search it. */
import { writeRow } from "./coarse.ts";
import { CHUNK_ROWS, coarseOf, fineOf, type Layout, MOST_BYTES, PAGE, pagesFor } from "./layout.ts";
import { type Views, viewsOf } from "./views.ts";
import { type SharedMemory, webAssembly } from "./web-assembly.ts";

export interface NewRow {
  readonly vector: Float32Array;
  /** Milliseconds since 1970. */
  readonly expires: number;
}

export class RowMemory {
  readonly memory: SharedMemory;
  readonly #layout: Layout;
  readonly #mostPages: number;
  #views: Views;
  #chunks = 0;
  /** Rows from here on were never used. */
  #next = 0;
  #order = 0;
  readonly #free: number[] = [];

  /** For at most so many bytes, which have room for a chunk. */
  constructor(layout: Layout, ceiling: number) {
    const { Memory } = webAssembly();
    this.#layout = layout;
    this.#mostPages = Math.floor(Math.min(ceiling, MOST_BYTES) / PAGE);
    this.memory = new Memory({ initial: pagesFor(layout, 0), maximum: this.#mostPages, shared: true });
    this.#views = viewsOf(this.memory);
  }

  get bytes(): number {
    return this.#views.buffer.byteLength;
  }

  /** Rows that were ever used lie below it. */
  get end(): number {
    return this.#next;
  }

  expiresOf(row: number): number {
    return this.#views.doubles[(coarseOf(this.#layout, row) + this.#layout.numbers + 8) >>> 3]!;
  }

  /** Answers its row, or undefined where there is no room. */
  write({ vector, expires }: NewRow): number | undefined {
    const row = this.#taken();
    if (row === undefined) return undefined;
    const { bytes, floats, doubles } = this.#views;
    const [coarse, fine] = [coarseOf(this.#layout, row), fineOf(this.#layout, row)];
    const { scale, rest } = writeRow(vector, bytes, coarse);
    const end = coarse + this.#layout.numbers;
    floats[end >>> 2] = scale;
    floats[(end + 4) >>> 2] = rest;
    doubles[(end + 8) >>> 3] = expires;
    doubles[fine >>> 3] = ++this.#order;
    floats.set(vector, (fine + 8) >>> 2);
    return row;
  }

  /** Overwrites it; then it is free. */
  wipe(row: number): void {
    const [coarse, fine] = [coarseOf(this.#layout, row), fineOf(this.#layout, row)];
    this.#views.bytes.fill(0, coarse, coarse + this.#layout.coarse);
    this.#views.bytes.fill(0, fine, fine + this.#layout.fine);
    this.#free.push(row);
  }

  #taken(): number | undefined {
    const free = this.#free.pop();
    if (free !== undefined) return free;
    return this.#next < this.#chunks * CHUNK_ROWS || this.#hasGrown() ? this.#next++ : undefined;
  }

  #hasGrown(): boolean {
    const pages = pagesFor(this.#layout, this.#chunks + 1);
    if (pages > this.#mostPages) return false;
    try {
      this.memory.grow(pages - this.bytes / PAGE);
    } catch {
      // The machine has no more.
      return false;
    }
    this.#views = viewsOf(this.memory, this.#views);
    this.#chunks++;
    return true;
  }
}
