/** Holds that are settled, per second, on each store, beside two bare writes of the same engine: what keeping accounts costs over keeping a number. */
import type { Store } from "../../runtime/state/store/store.ts";
import { type Spread, spread } from "../statistics.ts";
import { memorySubject, redisSubject, type StateSubject, sqliteSubject } from "./state-subjects.ts";

export interface StateResult {
  readonly store: string;
  /** Requests at once. */
  readonly together: number;
  /** Per second: a hold on two accounts, and its settlement. */
  readonly pairs: Spread;
  /** Per second: two writes of a number. */
  readonly bare: Spread;
  /** The time of the one over that of the other. */
  readonly dearer: Spread;
}

export interface StateOptions {
  readonly quick: boolean;
  /** Of the stores, those whose names have this in them. */
  readonly only: string;
  progress(text: string): void;
}

const LIMIT = Number.MAX_SAFE_INTEGER;

const subjects = [
  ["memory", memorySubject],
  ["sqlite", sqliteSubject],
  ["redis", redisSubject],
] as const;

export async function runState({ quick, only, progress }: StateOptions): Promise<StateResult[]> {
  const { rounds, ms } = quick ? { rounds: 3, ms: 100 } : { rounds: 11, ms: 500 };
  const results: StateResult[] = [];
  for (const [name, open] of subjects) {
    if (!name.includes(only)) continue;
    const subject = await open();
    if (subject === undefined) {
      progress("state: Redis is left out, since there is no redis-server here");
      continue;
    }
    for (const together of [1, 64]) {
      progress(`state: ${subject.name}, ${together} at once`);
      const figures = [];
      for (let round = 0; round < rounds; round++) figures.push(await measured(subject, together, ms));
      results.push({
        store: subject.name,
        together,
        pairs: spread(figures.map(({ pairs }) => pairs)),
        bare: spread(figures.map(({ bare }) => bare)),
        dearer: spread(figures.map(({ pairs, bare }) => bare / pairs)),
      });
    }
    await subject.close();
  }
  return results;
}

async function measured({ store, bare }: StateSubject, together: number, ms: number) {
  return {
    pairs: await perSecond(() => Promise.all(Array.from({ length: together }, () => pair(store))), together, ms),
    bare: await perSecond(() => bare(together), together, ms),
  };
}

let holds = 0;

async function pair(store: Store): Promise<void> {
  const now = Date.now();
  const id = `h${holds++}`;
  const accounts = [
    { id: "team", limit: LIMIT, ends: now + 3_600_000 },
    { id: "total", limit: LIMIT },
  ];
  const held = await store.hold({ id, owner: "bench", amount: 1_000, accounts, expires: now + 60_000 }, now);
  if (held.kind !== "held") throw new Error("A hold did not fit.");
  await store.settle([{ hold: id, cost: 700 }], now);
}

async function perSecond(work: () => Promise<unknown>, each: number, ms: number): Promise<number> {
  const began = performance.now();
  let count = 0;
  let elapsed = 0;
  while (elapsed < ms) {
    await work();
    count += each;
    elapsed = performance.now() - began;
  }
  return (count / elapsed) * 1_000;
}
