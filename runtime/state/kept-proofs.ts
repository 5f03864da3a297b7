/** What providers gave out beside calls of tools, kept for clients that send back no more of a call than its id. */

/** Opaque: what only the provider can read, and nothing of what was asked or said. */
export interface KeptProof {
  readonly origin: string;
  readonly value: string;
}

export interface KeptForCall {
  /** The call's own. */
  readonly proof?: KeptProof;
  /** Of the thoughts that stood before the call, where they have no text. */
  readonly thoughts: readonly KeptProof[];
}

/** `owner`: the caller's key. Nobody finds what another has kept. */
export interface KeptProofs {
  readonly isEmpty: boolean;
  keep(owner: string, callId: string, kept: KeptForCall): void;
  find(owner: string, callId: string): KeptForCall | undefined;
}

const MEBIBYTE = 1024 * 1024;

export interface Bounds {
  /** Bytes of all, and of one owner: the oldest go first. */
  total: number;
  each: number;
  /** Milliseconds. */
  lifetime: number;
}

/** A loop of tools goes on at once; what is older is begun anew by the user. */
const usual: Bounds = { total: 32 * MEBIBYTE, each: 8 * MEBIBYTE, lifetime: 3_600_000 };

interface Entry {
  readonly kept: KeptForCall;
  readonly bytes: number;
  readonly until: number;
}

interface Owned {
  bytes: number;
  /** In the order in which they were kept. */
  readonly entries: Map<string, Entry>;
}

/** In the memory of this process. `now` is in milliseconds. */
export class ProofMemory implements KeptProofs {
  readonly #now: () => number;
  readonly #bounds: Bounds;
  readonly #owners = new Map<string, Owned>();
  #bytes = 0;

  constructor(now: () => number, bounds: Bounds = usual) {
    this.#now = now;
    this.#bounds = bounds;
  }

  get isEmpty(): boolean {
    return this.#owners.size === 0;
  }

  keep(owner: string, callId: string, kept: KeptForCall): void {
    const bytes = sizeOf(callId, kept);
    const { total, each, lifetime } = this.#bounds;
    if (bytes > each) return;
    const owned = this.#ownedBy(owner);
    this.#remove(owner, owned, callId);
    this.#owners.set(owner, owned);
    owned.entries.set(callId, { kept, bytes, until: this.#now() + lifetime });
    owned.bytes += bytes;
    this.#bytes += bytes;
    while (owned.bytes > each) this.#removeOldest(owner, owned);
    while (this.#bytes > total) this.#removeOldest(...this.#largest());
    this.#removeOver(owner, owned);
  }

  find(owner: string, callId: string): KeptForCall | undefined {
    const entry = this.#owners.get(owner)?.entries.get(callId);
    return entry === undefined || entry.until <= this.#now() ? undefined : entry.kept;
  }

  #ownedBy(owner: string): Owned {
    return this.#owners.get(owner) ?? { bytes: 0, entries: new Map() };
  }

  #removeOver(owner: string, owned: Owned): void {
    for (const [id, { until }] of owned.entries) {
      if (until > this.#now()) return;
      this.#remove(owner, owned, id);
    }
  }

  #removeOldest(owner: string, owned: Owned): void {
    const [oldest] = owned.entries.keys();
    this.#remove(owner, owned, oldest!);
  }

  #remove(owner: string, owned: Owned, callId: string): void {
    const entry = owned.entries.get(callId);
    if (entry === undefined) return;
    owned.entries.delete(callId);
    owned.bytes -= entry.bytes;
    this.#bytes -= entry.bytes;
    if (owned.entries.size === 0) this.#owners.delete(owner);
  }

  #largest(): [string, Owned] {
    let largest: [string, Owned] | undefined;
    for (const each of this.#owners) if (largest === undefined || each[1].bytes > largest[1].bytes) largest = each;
    return largest!;
  }
}

/** What a text of this length may take, and the entry itself. */
function sizeOf(callId: string, { proof, thoughts }: KeptForCall): number {
  const texts = [callId, proof?.value ?? "", ...thoughts.map(({ value }) => value)];
  return 200 + 2 * texts.reduce((sum, { length }) => sum + length, 0);
}
