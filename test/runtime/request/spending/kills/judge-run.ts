/** What a store says of every request of a run, beside what the provider has billed for it. */
import type { Standing } from "../../../../../runtime/state/store/accounts.ts";
import { openStore } from "../../../../../runtime/state/store/open-store.ts";
import type { Store } from "../../../../../runtime/state/store/store.ts";

export interface RunEnded {
  /** Ids of requests. */
  readonly sent: readonly string[];
  /** Those of which a client has all of the answer. */
  readonly answered: ReadonlySet<string>;
  readonly groups: ReadonlySet<string>;
  /** Micro-USD by request, of all that reached the provider. */
  readonly bills: ReadonlyMap<string, number>;
  /** Milliseconds of a hold. */
  readonly lease: number;
  /** Micro-USD that a group may spend. */
  readonly mostOfGroup: number;
}

export interface Judged {
  /** Each a sentence. */
  readonly faults: readonly string[];
  readonly settled: Sum;
  readonly unsettled: Sum;
}

/** Micro-USD of so many requests. */
export interface Sum {
  readonly requests: number;
  readonly charged: number;
  readonly billed: number;
}

/** After all that was held has expired. */
export async function judged(state: string, run: RunEnded): Promise<Judged> {
  const store = await openStore(state);
  const later = Date.now() + 2 * run.lease;
  await store.expire(later);
  const each = await standingsOf(store, run.sent, (id) => `each metadata.request total ${id}`, later);
  const [all] = await store.standings(["all endpoint total chat"], later);
  const groups = await standingsOf(store, [...run.groups], (name) => `group metadata.group total ${name}`, later);
  await store.close();
  const [settled, unsettled] = [newSum(), newSum()];
  const faults: string[] = [];
  for (const [id, standing] of each) {
    const fault = faultOf(id, standing, run);
    if (fault !== undefined) faults.push(fault);
    if (standing.spent > 0) add(standing.unsettled > 0 ? unsettled : settled, standing.spent, run.bills.get(id) ?? 0);
  }
  if (all!.spent !== settled.charged + unsettled.charged || all!.unsettled !== unsettled.charged || all!.held !== 0)
    faults.push(`all are ${JSON.stringify(all)}, and the requests ${settled.charged} and ${unsettled.charged}`);
  for (const [name, { spent, held }] of groups)
    if (spent + held > run.mostOfGroup) faults.push(`${name} may spend ${run.mostOfGroup}, and spent ${spent}`);
  return { faults, settled, unsettled };
}

function faultOf(id: string, { spent, held, unsettled }: Standing, run: RunEnded): string | undefined {
  const bill = run.bills.get(id);
  if (held !== 0) return `${id} is held for ever: ${held}`;
  if (unsettled > 0 && unsettled !== spent) return `${id} is settled in part: ${spent}, ${unsettled} of it open`;
  if (unsettled > 0 && spent < (bill ?? 0)) return `${id} is billed with ${bill}, more than is charged: ${spent}`;
  if (unsettled === 0 && spent > 0 && spent !== Math.ceil(bill ?? Number.NaN))
    return `${id} was billed with ${bill}, and settled with ${spent}`;
  if (spent > 0) return undefined;
  if (bill !== undefined) return `${id} reached its provider, and is not charged`;
  return run.answered.has(id) ? `${id} was answered, and is not charged` : undefined;
}

/** Of one call. */
const MOST = 1_000;

async function standingsOf(
  store: Store,
  names: readonly string[],
  accountOf: (name: string) => string,
  now: number,
): Promise<[string, Standing][]> {
  const found: [string, Standing][] = [];
  for (let at = 0; at < names.length; at += MOST) {
    const some = names.slice(at, at + MOST);
    const standings = await store.standings(some.map(accountOf), now);
    for (const [i, name] of some.entries()) found.push([name, standings[i]!]);
  }
  return found;
}

function newSum(): { -readonly [K in keyof Sum]: Sum[K] } {
  return { requests: 0, charged: 0, billed: 0 };
}

function add(sum: ReturnType<typeof newSum>, charged: number, billed: number): void {
  sum.requests++;
  sum.charged += charged;
  sum.billed += Math.ceil(billed);
}
