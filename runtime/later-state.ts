/** What outlives requests, for a runtime that may never need it: nothing of it is loaded before. */
import type { Table } from "../schemas/table.ts";
import type { KeptState, KeptStateTerms } from "./kept-state.ts";
import type { Spending } from "./request/spending/spending.ts";
import type { Store } from "./state/store/store.ts";

export class LaterState {
  readonly #terms: KeptStateTerms;
  #kept: Promise<KeptState> | undefined;

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

  /** Settles when all that is known was written, or cannot be. */
  async close(): Promise<void> {
    await (await this.#kept)?.close();
  }

  #load(): Promise<KeptState> {
    this.#kept ??= import("./kept-state.ts").then(({ KeptState }) => new KeptState(this.#terms));
    return this.#kept;
  }
}
