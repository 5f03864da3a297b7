/** Since when the table in use serves, and what became of the others that were offered. */
export interface RefusedTable {
  readonly at: Date;
  readonly code: string;
  /** For the operator: it may name files and variables, and holds no secret. */
  readonly reason: string;
}

export class TableHistory {
  /** When the table in use began to serve. */
  since: Date;
  /** How often another one took its place. */
  swaps = 0;
  refusals = 0;
  lastRefusal: RefusedTable | undefined;

  constructor(since: Date) {
    this.since = since;
  }

  swapped(at: Date): void {
    this.since = at;
    this.swaps += 1;
  }

  /** Whether it says something else than the last one, or the last one is older than what serves now. */
  refused(refusal: RefusedTable): boolean {
    const last = this.lastRefusal;
    const isKnown = last?.code === refusal.code && last.reason === refusal.reason && last.at >= this.since;
    this.refusals += 1;
    this.lastRefusal = refusal;
    return !isKnown;
  }
}
