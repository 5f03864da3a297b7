/**
 * Where things lie in the memory of an index. At its start, for each of the threads that may search, a desk: a query, a list of rows
 * and what was found of them. Then chunks of rows. A row has two records: the coarse one, which every search of its partition reads, in the
 * first part of its chunk, and the fine one, which few do, in the second.
 */

/** Rows of a chunk; `scan.wat` has it too. */
export const CHUNK_ROWS = 1024;

/** Rows that are looked at in one call. */
export const BLOCK_ROWS = 1024;

/** Bytes of a page of the memory, and of the most that it can have. */
export const PAGE = 65_536;
export const MOST_BYTES: number = 65_536 * PAGE;

export const MOST_DIMENSION = 16_384;

/** Threads that search beside the one that is asked. */
export const MOST_BESIDE = 2;

/** In bytes, where nothing else is said. */
export interface Layout {
  readonly dimension: number;
  /** Numbers of a coarse record: the dimension, and noughts up to a multiple of 32. */
  readonly numbers: number;
  /** That many bytes with a sign, then scale (f32), length of the rest (f32) and expiry (f64). */
  readonly coarse: number;
  /** When it was put, as a count (f64), then the vector (f32 each), up to a multiple of 8. */
  readonly fine: number;
  readonly chunk: number;
  /** Address of the first chunk. */
  readonly first: number;
}

/** Addresses of a desk: numbers of a query (i16), rows (i32), bounds (f32). */
export interface Desk {
  readonly query: number;
  readonly list: number;
  readonly bounds: number;
}

export function layoutOf(dimension: number): Layout {
  const numbers = Math.ceil(dimension / 32) * 32;
  const coarse = numbers + 16;
  const fine = 8 + Math.ceil(dimension / 2) * 8;
  return {
    dimension,
    numbers,
    coarse,
    fine,
    chunk: CHUNK_ROWS * (coarse + fine),
    first: (1 + MOST_BESIDE) * deskBytes(numbers),
  };
}

/** Of this thread: 0, of those beside it: from 1 on. */
export function deskOf({ numbers }: Layout, index: number): Desk {
  const query = index * deskBytes(numbers);
  const list = query + 2 * numbers;
  return { query, list, bounds: list + 4 * BLOCK_ROWS };
}

export function coarseOf({ first, chunk, coarse }: Layout, row: number): number {
  return first + Math.floor(row / CHUNK_ROWS) * chunk + (row % CHUNK_ROWS) * coarse;
}

export function fineOf({ first, chunk, coarse, fine }: Layout, row: number): number {
  return first + Math.floor(row / CHUNK_ROWS) * chunk + CHUNK_ROWS * coarse + (row % CHUNK_ROWS) * fine;
}

/** Of a memory that has room for so many chunks. */
export function pagesFor({ first, chunk }: Layout, chunks: number): number {
  return Math.ceil((first + chunks * chunk) / PAGE);
}

function deskBytes(numbers: number): number {
  return 2 * numbers + 8 * BLOCK_ROWS;
}
