/** Looks at where the table comes from, again and again and when it is asked to, and offers what is new. */
import type { Clock, Timer } from "../clock.ts";
import type { TableDocument } from "./open-table.ts";
import { isFault, type TableSource } from "./table-source.ts";
import type { Offered, TableFault } from "./table-swaps.ts";

export interface WatchOptions {
  readonly source: TableSource;
  readonly offer: (document: TableDocument) => Promise<Offered>;
  readonly refuse: (fault: TableFault) => void;
  /** Milliseconds between two looks; more of them while there is nothing to be had. */
  readonly every: number;
  readonly clock: Clock;
  /** From 0 up to 1. */
  chance(): number;
}

/** How many times the usual pause it is at most. */
const LONGEST = 8;
/** Milliseconds until a table is offered again that was refused for what is missing around it. */
const AGAIN = 15_000;

export class SourceWatch {
  readonly #options: WatchOptions;
  #timer: Timer | undefined;
  #looking: Promise<Offered["kind"]> | undefined;
  #isClosed = false;
  /** Of the usual pause. */
  #pause = 1;
  /** What was refused for what is missing around it, and when it is offered again. */
  #again: { readonly document: TableDocument; readonly at: number } | undefined;

  constructor(options: WatchOptions) {
    this.#options = options;
    this.#wait();
  }

  /** Reads it now, whether or not it seems to have changed, and tells what has become of it. */
  async check(): Promise<Offered["kind"]> {
    // What has begun may have read it too early.
    await this.#looking;
    return this.#look(true);
  }

  /** What is being read is not waited for, and not offered any more: a compilation may take long. */
  async close(): Promise<void> {
    this.#isClosed = true;
    this.#options.clock.cancel(this.#timer);
    await this.#options.source.close();
  }

  #wait(): void {
    const { clock, every, chance } = this.#options;
    clock.cancel(this.#timer);
    if (this.#isClosed) return;
    // Many that were started together do not ask together.
    const pause = every * this.#pause * (0.9 + 0.2 * chance());
    this.#timer = clock.after(pause, () => void this.#look(false));
  }

  #look(anew: boolean): Promise<Offered["kind"]> {
    this.#looking ??= this.#lookOnce(anew).finally(() => {
      this.#looking = undefined;
      this.#wait();
    });
    return this.#looking;
  }

  async #lookOnce(anew: boolean): Promise<Offered["kind"]> {
    const { source, refuse } = this.#options;
    const read = await source.read(anew);
    if (this.#isClosed) return "unchanged";
    this.#pause = read && isFault(read) ? Math.min(LONGEST, this.#pause * 2) : 1;
    if (read === undefined) return this.#offerAgain();
    if (!isFault(read)) return this.#offer(read);
    refuse(read);
    return "refused";
  }

  async #offerAgain(): Promise<Offered["kind"]> {
    if (!this.#again || this.#options.clock.now() < this.#again.at) return "unchanged";
    return this.#offer(this.#again.document);
  }

  async #offer(document: TableDocument): Promise<Offered["kind"]> {
    const { offer, clock } = this.#options;
    const end = await offer(document);
    const mayPass = end.kind === "refused" && end.mayPass === true;
    this.#again = mayPass ? { document, at: clock.now() + AGAIN } : undefined;
    return end.kind;
  }
}
