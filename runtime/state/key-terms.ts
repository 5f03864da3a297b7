/** When and from where keys open: what is asked of each request that carries one which does not open always. */

import { Networks } from "../networks.ts";
import type { KeyFault, KeyRecord, KeyTerms, OpenedKey, OpenedKeys } from "./keys.ts";
import { openedKeys } from "./keys.ts";
import type { StoredKey } from "./store/stored-keys.ts";

/** Milliseconds since 1970. */
type Now = () => number;

/** Those of a file; what the store has of the same hash counts. */
export function withTerms(keys: readonly KeyRecord[], now: Now): Map<string, OpenedKey> {
  const all = openedKeys(keys);
  for (const [hash, { record }] of all) {
    if (record.addresses === undefined && record.expires === undefined) continue;
    all.set(hash, { record, terms: new Terms(record, { until: record.expires, why: "expired" }, now) });
  }
  return all;
}

/** Of a store, over those of a file. */
export function withStored(file: OpenedKeys, stored: readonly StoredKey[], now: Now): Map<string, OpenedKey> {
  const all = new Map(file);
  for (const key of stored) {
    const { created: _, revoked, former = [], ...record } = key;
    const end: End =
      revoked === undefined ? { until: record.expires, why: "expired" } : { until: revoked, why: "revoked" };
    for (const { hash, until } of former)
      all.set(hash.toLowerCase(), { record, terms: new Terms(record, sooner(end, { until, why: "replaced" }), now) });
    const always = end.until === undefined && record.addresses === undefined;
    all.set(record.hash.toLowerCase(), always ? { record } : { record, terms: new Terms(record, end, now) });
  }
  return all;
}

/** In place of the store's keys, where nobody knows any more whether they still open. */
export function unchecked(file: OpenedKeys, before: OpenedKeys): Map<string, OpenedKey> {
  const terms: KeyTerms = { fault: () => ({ fault: "unchecked" }) };
  return new Map([...[...before].map(([hash, { record }]): [string, OpenedKey] => [hash, { record, terms }]), ...file]);
}

interface End {
  readonly until: number | undefined;
  readonly why: KeyFault["fault"];
}

function sooner(one: End, other: End): End {
  return (one.until ?? Number.POSITIVE_INFINITY) <= (other.until ?? Number.POSITIVE_INFINITY) ? one : other;
}

class Terms implements KeyTerms {
  readonly #id: string;
  readonly #end: End;
  readonly #networks: Networks | undefined;
  readonly #now: Now;

  constructor({ id, addresses }: KeyRecord, end: End, now: Now) {
    this.#id = id;
    this.#end = end;
    this.#networks = addresses && new Networks(addresses);
    this.#now = now;
  }

  fault(peer: string | undefined): KeyFault | undefined {
    const { until, why } = this.#end;
    if (until !== undefined && (why === "revoked" || this.#now() >= until)) return { fault: why, id: this.#id };
    if (this.#networks && !this.#networks.has(peer)) return { fault: "elsewhere", id: this.#id };
    return undefined;
  }
}
