/** How long a client waits for an answer that was kept, beside how long it waits for whom nothing has to be done: on each store, whole and streamed. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { proxyCases } from "../../proxy/cases.ts";
import { Child } from "../../proxy/child.ts";
import { Load } from "../../proxy/load.ts";
import { KEY } from "../../proxy/run-proxy.ts";
import type { RuntimeSetup } from "../../proxy/runtime.ts";
import { tableOf } from "../../proxy/table-of.ts";
import { startRedis } from "../../state/start-redis.ts";
import { quantile, type Spread, spread } from "../../statistics.ts";

/** Milliseconds that finding an exact answer may add at the median. */
const MOST_ADDED = 1;

const CASES = ["one: 1 KB", "one: 10 KB"] as const;

export interface HitsResult {
  readonly store: string;
  readonly name: string;
  /** Milliseconds at the median of a round. */
  readonly direct: Spread;
  readonly hit: Spread;
  /** Of the same round. */
  readonly added: Spread;
  readonly most: number;
}

interface HitsOptions {
  readonly quick: boolean;
  readonly progress: (text: string) => void;
}

const policy = `import { policy } from "pointsman";
export default policy({ routes: { one: { otherwise: "openai/gpt-5.4-mini", cache: { exact: true } } } });
`;

export async function runHits({ quick, progress }: HitsOptions): Promise<HitsResult[]> {
  const folder = mkdtempSync(join(tmpdir(), "pointsman-bench-hits-"));
  const redis = await startRedis();
  const stores = { memory: "memory", SQLite: `sqlite:${join(folder, "cache.db")}`, ...(redis && { Redis: redis.url }) };
  const results: HitsResult[] = [];
  try {
    for (const [store, cache] of Object.entries(stores))
      for (const name of CASES) {
        progress(`cache: hits, ${store}, ${name}`);
        results.push({ store, ...(await measured(name, cache, quick)) });
      }
  } finally {
    await redis?.stop();
    rmSync(folder, { recursive: true });
  }
  return results;
}

export function isSlow({ added, most }: HitsResult): boolean {
  return added.low > most;
}

async function measured(name: string, cache: string, quick: boolean): Promise<Omit<HitsResult, "store">> {
  const one = proxyCases().find((each) => each.name === name)!;
  const [upstream, runtime] = [new Child("upstream.ts"), new Child("runtime.ts")];
  const loads: Load[] = [];
  try {
    const url = await upstream.ask<string>("start");
    await upstream.ask("prepare", one.prepared);
    const setup = { table: tableOf(policy), key: KEY, standIns: { openai: url }, cache } satisfies RuntimeSetup;
    const origin = await runtime.ask<string>("start", setup);
    const headers = { authorization: `Bearer ${KEY}`, "content-type": "application/json", accept: "application/json" };
    const to = (origin: string) => {
      const load = new Load({ origin, path: "/v1/chat/completions", headers, body: Buffer.from(one.requestBody) }, 1);
      loads.push(load);
      return load;
    };
    const [direct, hit] = [to(url), to(origin)];
    await direct.once();
    await untilKept(hit, upstream);
    const rounds = await roundsOf(direct, hit, quick ? { rounds: 3, many: 200 } : { rounds: 11, many: 1_000 });
    const of = (of: (round: Round) => number) => spread(rounds.map(of));
    const added = of((round) => round.hit - round.direct);
    return { name, direct: of((round) => round.direct), hit: of((round) => round.hit), added, most: MOST_ADDED };
  } finally {
    await Promise.all(loads.map((load) => load.close()));
    await Promise.all([upstream.end(), runtime.end()]);
  }
}

/** The upstream is asked once; an answer is kept when nobody waits any more. */
async function untilKept(hit: Load, upstream: Child): Promise<void> {
  for (let tries = 0; tries < 50; tries++) {
    const before = await upstream.ask<number>("served");
    await hit.once();
    if ((await upstream.ask<number>("served")) === before) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error("The answer was not kept.");
}

interface Round {
  readonly direct: number;
  readonly hit: number;
}

async function roundsOf(direct: Load, hit: Load, { rounds, many }: { rounds: number; many: number }): Promise<Round[]> {
  const median = async (load: Load): Promise<number> => {
    const { whole } = await load.round(many);
    return quantile(whole.toSorted(), 0.5) / 1_000;
  };
  for (const load of [direct, hit]) await load.round(many);
  const all: Round[] = [];
  for (let round = 0; round < rounds; round++) {
    const first = await median(round % 2 === 0 ? direct : hit);
    const second = await median(round % 2 === 0 ? hit : direct);
    all.push(round % 2 === 0 ? { direct: first, hit: second } : { direct: second, hit: first });
  }
  return all;
}
