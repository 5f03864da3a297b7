/** Takes what a store tells of its entries' meanings, and knows what is there by it. */
import { setTimeout as sleep } from "node:timers/promises";
import type { MeaningChange } from "../../../../runtime/cache/store/cache-store.ts";

type Put = Extract<MeaningChange, { kind: "put" }>;

export class Follower {
  readonly told: MeaningChange[] = [];
  /** By id. */
  readonly known = new Map<string, Put>();

  readonly listen = (change: MeaningChange): void => {
    this.told.push(change);
    if (change.kind === "put") this.known.set(change.id, change);
    else this.known.delete(change.id);
  };

  /** For as long as a test may take. */
  async until(is: () => boolean): Promise<void> {
    while (!is()) await sleep(5);
  }
}
