/** How accounts stand, as decisions read it: looked up once, kept by what is held and settled here, and asked for anew while it is in use. */
import type { Accounts } from "../store/accounts.ts";

/** Milliseconds for which an account is asked for that nobody has looked at. */
const IN_USE = 60_000;

interface Known {
  /** Micro-USD that are spent or held; undefined: nobody could say. */
  taken: number | undefined;
  /** When it was looked at, by the clock. */
  used: number;
  /** How often it was learnt or changed here. */
  changes: number;
}

export class Standings {
  readonly #known = new Map<string, Known>();
  readonly #store: Pick<Accounts, "standings">;

  constructor(store: Pick<Accounts, "standings">) {
    this.#store = store;
  }

  /** Those of which nothing is known yet. */
  unknown(accounts: readonly string[]): readonly string[] {
    return accounts.filter((id) => !this.#known.has(id));
  }

  /** Micro-USD; undefined where nobody could say. */
  taken(account: string, clock: number): number | undefined {
    const known = this.#known.get(account);
    if (known) known.used = clock;
    return known?.taken;
  }

  /** What the store says of one that is looked at. */
  learn(account: string, taken: number): void {
    const known = this.#known.get(account);
    if (!known) return;
    known.taken = taken;
    known.changes++;
  }

  add(account: string, change: number): void {
    const known = this.#known.get(account);
    if (known?.taken === undefined) return;
    known.taken += change;
    known.changes++;
  }

  /** From then on they are known, or it is known that nobody can say. Rejects as the store does. */
  async ask(accounts: readonly string[], { now, clock }: { now: number; clock: number }): Promise<void> {
    if (accounts.length === 0) return;
    const before = accounts.map((id) => this.#known.get(id)?.changes);
    try {
      const standings = await this.#store.standings(accounts, now);
      for (const [i, { spent, held }] of standings.entries()) {
        const id = accounts[i]!;
        // What was learnt or settled here meanwhile is newer than the answer.
        if (this.#known.get(id)?.changes === before[i]) this.#set(id, spent + held, clock);
      }
    } catch (error) {
      for (const id of accounts) if (!this.#known.has(id)) this.#set(id, undefined, clock);
      throw error;
    }
  }

  /** Of all that are in use; others are forgotten. Rejects as the store does. */
  async refresh(at: { now: number; clock: number }): Promise<void> {
    for (const [id, { used }] of this.#known) if (at.clock - used > IN_USE) this.#known.delete(id);
    await this.ask([...this.#known.keys()], at);
  }

  get size(): number {
    return this.#known.size;
  }

  #set(id: string, taken: number | undefined, clock: number): void {
    const { used = clock, changes = 0 } = this.#known.get(id) ?? {};
    this.#known.set(id, { taken, used, changes });
  }
}
