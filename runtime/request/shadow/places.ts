/** What shadows take of the requests that a target, or its account, may have at once: clients' requests do not count it, and get it back. */
import type { TargetLoad } from "../../state/target-load.ts";
import type { ReadyTarget } from "../ready-targets.ts";
import type { Going } from "./shadow-line.ts";

export class Places {
  readonly #load: TargetLoad;
  /** Those that go on, by what has a bound; the last is the youngest. */
  readonly #going = new Map<string, Set<Going>>();

  constructor(load: TargetLoad) {
    this.#load = load;
  }

  /** Whether there is one that neither a client nor a shadow has. */
  hasRoom(target: ReadyTarget): boolean {
    return boundsOf(target).every(({ name, most }) => this.#load.open(name) + this.#of(name).size < most);
  }

  take(target: ReadyTarget, going: Going): void {
    for (const { name } of boundsOf(target)) this.#of(name).add(going);
  }

  free(target: ReadyTarget, going: Going): void {
    for (const { name } of boundsOf(target)) this.#of(name).delete(going);
  }

  /** The youngest of them while, with the clients' requests, there are too many. */
  tooMany(target: ReadyTarget): Going | undefined {
    for (const { name, most } of boundsOf(target)) {
      const going = this.#of(name);
      if (going.size > 0 && this.#load.open(name) + going.size > most) return [...going].at(-1);
    }
    return undefined;
  }

  #of(name: string): Set<Going> {
    const going = this.#going.get(name) ?? new Set();
    this.#going.set(name, going);
    return going;
  }
}

function boundsOf({ id, target: { concurrency }, account }: ReadyTarget): { name: string; most: number }[] {
  return [...(concurrency === undefined ? [] : [{ name: id, most: concurrency }]), ...(account ? [account] : [])];
}
