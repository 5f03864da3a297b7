/** What outlives requests, for a runtime that may never need it: nothing of it is loaded before. */
import type { Table } from "../schemas/table.ts";
import type { Clock } from "./clock.ts";
import type { KeptState, KeptStateTerms, UsageTerms } from "./kept-state.ts";
import type { Log } from "./observe/request-log.ts";
import type { Limiting } from "./request/limits/limiting.ts";
import type { ReadyTarget } from "./request/ready-targets.ts";
import type { Rooms } from "./request/rooms/rooms.ts";
import type { Spending } from "./request/spending/spending.ts";
import type { Store } from "./state/store/store.ts";

interface Loaders {
  loadSpending(table: Table): Promise<Spending | undefined>;
  loadLimiting(table: Table): Promise<Limiting>;
  loadRooms(targets: readonly ReadyTarget[]): Promise<Rooms>;
}

/** As the runtime is started with. */
export interface StateOptions {
  /** What outlives requests is kept there, where the table needs it: `memory`, the default, ends with the process; as `openStore` takes it. */
  state?: string | undefined;
  /** Milliseconds after which what was held for an attempt is charged where its process has ended without a word; default 60,000. */
  lease?: number | undefined;
  /** Whether use of tables without budgets is written to the store, too, which is not done by itself, and for how long use is kept. */
  usage?: UsageTerms | undefined;
}

const byItself: UsageTerms = { always: false, keep: 400 };

export class LaterState {
  readonly #terms: KeptStateTerms;
  #kept: Promise<KeptState> | undefined;
  readonly loaders: Loaders = {
    loadSpending: (table) => this.spending(table),
    loadLimiting: (table) => this.limiting(table),
    loadRooms: (targets) => this.rooms(targets),
  };

  constructor({ state: place = "memory", lease = 60_000, usage = byItself }: StateOptions, clock: Clock, log: Log) {
    this.#terms = { place, lease, usage, clock, log };
  }

  /** Rejects with `RuntimeError` where it cannot be opened. */
  async store(): Promise<Store> {
    return (await this.#load()).store();
  }

  /** One that was opened for whatever needed it, and does not end with the process; undefined where there is none. */
  async opened(): Promise<Store | undefined> {
    return this.#terms.place === "memory" ? undefined : (await this.#kept)?.opened;
  }

  /** Of a table that has budgets, or whose use is written down; undefined for others. Rejects as `store` does. */
  async spending(table: Table): Promise<Spending | undefined> {
    const { place, usage } = this.#terms;
    if (!table.budgets && !usage.always) return undefined;
    const kept = await this.#load();
    // Of a store that ends with the process nobody could read it.
    const use = place === "memory" ? undefined : await kept.use(table.targets);
    if (!table.budgets) return use && new (await import("./request/use/table-use.ts")).TableUse(use);
    const { TableSpending } = await import("./request/spending/table-spending.ts");
    return new TableSpending(table, await kept.holds(table.budgets), use);
  }

  /** Of a table that has limits. Rejects as `store` does. */
  async limiting(table: Table): Promise<Limiting> {
    const { TableLimiting } = await import("./request/limits/table-limiting.ts");
    return new TableLimiting(table, await (await this.#load()).limits());
  }

  /** Of targets of which some have limits. Rejects as `store` does. */
  async rooms(targets: readonly ReadyTarget[]): Promise<Rooms> {
    const { TableRooms } = await import("./request/rooms/table-rooms.ts");
    return new TableRooms(targets, await (await this.#load()).rates());
  }

  /** Settles when all that is known was written, or cannot be. */
  async close(): Promise<void> {
    await (await this.#kept)?.close();
  }

  #load(): Promise<KeptState> {
    this.#kept ??= import("./kept-state.ts").then(({ KeptState }) => new KeptState(this.#terms));
    return this.#kept;
  }
}
