/** What outlives requests, for a runtime that may never need it: nothing of it is loaded before. */
import type { Table } from "../schemas/table.ts";
import type { KeptState, KeptStateTerms } from "./kept-state.ts";
import type { Limiting } from "./request/limits/limiting.ts";
import type { Spending } from "./request/spending/spending.ts";
import type { Store } from "./state/store/store.ts";

interface Loaders {
  loadSpending(table: Table): Promise<Spending>;
  loadLimiting(table: Table): Promise<Limiting>;
}

export class LaterState {
  readonly #terms: KeptStateTerms;
  #kept: Promise<KeptState> | undefined;
  readonly loaders: Loaders = {
    loadSpending: (table) => this.spending(table),
    loadLimiting: (table) => this.limiting(table),
  };

  constructor(terms: KeptStateTerms) {
    this.#terms = terms;
  }

  /** Rejects with `RuntimeError` where it cannot be opened. */
  async store(): Promise<Store> {
    return (await this.#load()).store();
  }

  /** Of a table that has budgets. Rejects as `store` does. */
  async spending(table: Table): Promise<Spending> {
    const { TableSpending } = await import("./request/spending/table-spending.ts");
    return new TableSpending(table, await (await this.#load()).holds());
  }

  /** Of a table that has limits. Rejects as `store` does. */
  async limiting(table: Table): Promise<Limiting> {
    const { TableLimiting } = await import("./request/limits/table-limiting.ts");
    return new TableLimiting(table, await (await this.#load()).limits());
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
