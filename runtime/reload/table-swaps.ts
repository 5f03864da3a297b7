/** Puts another table in the place of the one that serves, where it is right. */
import { createHash } from "node:crypto";
import { logRefusedTable, logSwap } from "../observe/table-log.ts";
import type { Running, TableInUse } from "../running.ts";
import { RuntimeError } from "../runtime-error.ts";
import { TableError } from "../table/table-error.ts";
import type { TableDocument } from "./open-table.ts";

/** Why there is no table to be taken. */
export interface TableFault {
  readonly code: string;
  /** For the operator, without secrets. */
  readonly reason: string;
  /** The same table may be taken later: what is missing is not in it. */
  readonly mayPass?: boolean;
}

/** `table` is the hash of what serves now. */
export type Offered =
  | { readonly kind: "swapped" | "unchanged"; readonly table: string }
  | ({ readonly kind: "refused"; readonly table: string } & TableFault);

export interface Swapping {
  /** Everything that can fail. */
  open(document: TableDocument, before: TableInUse): Promise<TableInUse>;
  /** Forgets what only an earlier table needs. */
  retire(now: TableInUse): void;
}

export class TableSwaps {
  readonly #running: Running;
  readonly #swapping: Swapping;
  #texts: string;
  #last: Promise<unknown> = Promise.resolve();

  constructor(running: Running, swapping: Swapping, first: TableDocument) {
    this.#running = running;
    this.#swapping = swapping;
    this.#texts = textsOf(first);
  }

  /** One after the other. Never rejects. */
  offer(document: TableDocument): Promise<Offered> {
    const offered = this.#last.then(() => this.#take(document));
    this.#last = offered;
    return offered;
  }

  /** There is nothing that could be offered. */
  refuse(fault: TableFault): Offered {
    const { tables, clock, log } = this.#running;
    const { code, reason } = fault;
    const isNews = tables.refused({ at: clock.date(), code, reason });
    const table = this.#hash;
    if (isNews) logRefusedTable(log, { table, code, reason, refusals: tables.refusals });
    return { kind: "refused", table, ...fault };
  }

  async #take(document: TableDocument): Promise<Offered> {
    const texts = textsOf(document);
    if (texts === this.#texts || this.#running.draining) return { kind: "unchanged", table: this.#hash };
    try {
      const next = await this.#swapping.open(document, this.#running.inUse);
      const before = this.#hash;
      this.#running.inUse = next;
      this.#texts = texts;
      this.#running.tables.swapped(this.#running.clock.date());
      this.#swapping.retire(next);
      logSwap(this.#running.log, { table: this.#hash, before });
      return { kind: "swapped", table: this.#hash };
    } catch (error) {
      return this.refuse(faultOf(error));
    }
  }

  get #hash(): string {
    return this.#running.inUse.loaded.table.hash;
  }
}

function textsOf({ table, map = "" }: TableDocument): string {
  return createHash("sha256").update(`${table.length} ${table}${map}`).digest("base64");
}

function faultOf(error: unknown): TableFault {
  if (error instanceof TableError) return { code: error.code, reason: error.message };
  if (error instanceof RuntimeError)
    return { code: error.code, reason: error.message, mayPass: error.code !== "bad-map" };
  const name = error instanceof Error ? error.name : typeof error;
  return { code: "fault", reason: `The table could not be taken, which is a fault of this runtime (${name}).` };
}
