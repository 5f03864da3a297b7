/** Whose vector lies in which row, by ids and by partitions. A partition costs what its rows do: there may be as many of one as of the other. */
interface Partition {
  readonly name: string;
  count: number;
  /** Ascending, so that a search reads memory from its start to its end; some may have gone. */
  sorted: Int32Array<ArrayBuffer>;
  /** What came since. */
  fresh: number[];
}

/** Rows that have gone and are still listed, beside as many that are there. */
const SPARE = 16;

export class Directory {
  readonly #rows = new Map<string, number>();
  readonly #partitions = new Map<string, Partition>();
  /** By row. */
  readonly #ids: (string | undefined)[] = [];
  readonly #homes: (Partition | undefined)[] = [];

  get size(): number {
    return this.#rows.size;
  }

  get partitions(): number {
    return this.#partitions.size;
  }

  /** Ascending. Changed by nobody, and not to be changed. */
  rowsOf(partition: string): Int32Array<ArrayBuffer> {
    const home = this.#partitions.get(partition);
    if (!home) return none;
    if (home.fresh.length > 0 || home.sorted.length > home.count) this.#sort(home);
    return home.sorted;
  }

  /** Undefined where what lay in the row has gone. */
  idOf(row: number): string | undefined {
    return this.#ids[row];
  }

  /** Of an id that is not there. */
  add(id: string, name: string, row: number): void {
    let home = this.#partitions.get(name);
    if (!home) {
      home = { name, count: 0, sorted: none, fresh: [] };
      this.#partitions.set(name, home);
    }
    home.count++;
    home.fresh.push(row);
    this.#rows.set(id, row);
    this.#ids[row] = id;
    this.#homes[row] = home;
  }

  /** Answers the row that it had. */
  remove(id: string): number | undefined {
    const row = this.#rows.get(id);
    if (row === undefined) return undefined;
    const home = this.#homes[row]!;
    this.#rows.delete(id);
    this.#ids[row] = undefined;
    this.#homes[row] = undefined;
    home.count--;
    if (home.count === 0) this.#partitions.delete(home.name);
    else if (home.sorted.length + home.fresh.length > 2 * home.count + SPARE) this.#sort(home);
    return row;
  }

  #sort(home: Partition): void {
    const { sorted, count } = home;
    const fresh = new Int32Array(home.fresh).sort();
    const all = new Int32Array(count);
    let [at, i, j] = [0, 0, 0];
    while (at < count) {
      const row = j === fresh.length || sorted[i]! < fresh[j]! ? sorted[i++]! : fresh[j++]!;
      // One that went and came again stands there twice.
      if (this.#homes[row] === home && (at === 0 || all[at - 1] !== row)) all[at++] = row;
    }
    home.sorted = all;
    home.fresh = [];
  }
}

const none: Int32Array<ArrayBuffer> = new Int32Array(0);
