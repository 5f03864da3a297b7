/** The canaries of a table, by name. One that a later table has, too, in the same words, goes on as it was. */
import type { Table } from "../../schemas/table.ts";
import type { Clock } from "../clock.ts";
import { Canary, type CanaryChange } from "./canary.ts";

interface Known {
  /** Equal for the same canary. */
  readonly words: string;
  readonly canary: Canary;
}

export interface CanaryPorts {
  readonly clock: Clock;
  readonly told: (change: CanaryChange) => void;
}

export class Canaries {
  readonly #known: readonly Known[];

  constructor({ canaries = [], targets }: Table, before: Canaries | undefined, ports: CanaryPorts) {
    const earlier = before ? before.#known : [];
    this.#known = canaries.map((written) => {
      const ids = written.targets.map((target) => targets[target]!.id);
      const words = JSON.stringify([written.name, ids, written.share, written.by, written.back]);
      const same = earlier.find((known) => known.words === words);
      return same ?? { words, canary: new Canary(written, ids, ports) };
    });
  }

  /** By its index in the table. */
  at(index: number): Canary {
    return this.#known[index]!.canary;
  }

  all(): Canary[] {
    return this.#known.map(({ canary }) => canary);
  }
}
