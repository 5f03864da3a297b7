/** What a stream holds while it is open: many at once, slow, in a process of their own. */
import { setTimeout as wait } from "node:timers/promises";
import type { Held } from "../proxy/answer-parent.ts";
import { type ProxyCase, proxyCases } from "../proxy/cases.ts";
import { Child } from "../proxy/child.ts";
import { Load } from "../proxy/load.ts";
import type { RuntimeSetup } from "../proxy/runtime.ts";
import { type Spread, spread } from "../statistics.ts";

export type Holder = "floor" | "runtime";

export interface HeldResult {
  side: Holder;
  streams: number;
  /** Bytes for each stream: what became resident, or what JavaScript holds, where memory was free before that it took. */
  held: Spread;
  /** Of the process, without free room of the young generation; of its heap, and outside of it. */
  rss: Spread;
  heap: Spread;
  external: Spread;
  /** By how much that room grew. */
  young: Spread;
  /** What each may hold. */
  most: number | undefined;
}

export interface HoldOptions {
  /** The table's text. */
  table: string;
  key: string;
  /** Processes, one after the other. */
  rounds: number;
}

/** Bytes for each of 1,000 streams. */
const MOST = 40 * 1024;

/** Milliseconds between two events of a hundred: all streams are open while they are looked at. */
const PAUSE = 200;

/** Streams that begin together. */
const STEP = 50;

export async function holdStreams(side: Holder, streams: number, options: HoldOptions): Promise<HeldResult> {
  const each: Held[] = [];
  for (let round = 0; round < options.rounds; round++) each.push(await holdOnce(side, streams, options));
  const of = (name: keyof Held) => spread(each.map((held) => held[name] / streams));
  const larger = each.map(({ rss, heap, external }) => Math.max(rss, heap + external) / streams);
  const most = side === "runtime" && streams === 1_000 ? MOST : undefined;
  const [rss, heap, external, young] = [of("rss"), of("heap"), of("external"), of("young")];
  return { side, streams, held: spread(larger), rss, heap, external, young, most };
}

async function holdOnce(side: Holder, streams: number, { table, key }: HoldOptions): Promise<Held> {
  const one = proxyCases().find(({ name }) => name === "one: 200 slow streams")!;
  const upstream = new Child("upstream.ts");
  const child = new Child(`${side}.ts`, { node: ["--expose-gc"] });
  try {
    const url = await upstream.ask<string>("start");
    const setup: RuntimeSetup = { table, key, standIns: { openai: url, anthropic: url } };
    const origin = await child.ask<string>("start", side === "floor" ? url : setup);
    const loads = Array.from({ length: streams / STEP }, () => new Load(targetOf(one, origin, key), STEP));
    try {
      return await grown({ child, upstream, loads, one });
    } finally {
      await Promise.all(loads.map((load) => load.close()));
    }
  } finally {
    await Promise.all([child.end(), upstream.end()]);
  }
}

function targetOf(one: ProxyCase, origin: string, key: string): ConstructorParameters<typeof Load>[0] {
  const headers = {
    authorization: `Bearer ${key}`,
    "content-type": "application/json",
    accept: "text/event-stream",
  };
  return { origin, path: "/v1/chat/completions", headers, body: Buffer.from(one.requestBody) };
}

interface Holding {
  child: Child;
  upstream: Child;
  /** Of `STEP` streams each. */
  loads: readonly Load[];
  one: ProxyCase;
}

/** Held with all streams open, less what is held when none is; code is warm, and nothing is freed that the one has of the other. */
async function grown({ child, upstream, loads, one }: Holding): Promise<Held> {
  const streams = loads.length * STEP;
  await upstream.ask("prepare", { ...one.prepared, pause: undefined });
  for (const load of loads) await load.once();
  for (let i = 0; i < 4_000; i += STEP) await loads[0]!.round(STEP);
  const before = await child.ask<Held>("rested");
  await upstream.ask("prepare", { ...one.prepared, pause: PAUSE });
  const all = Promise.all(await begun(loads));
  all.catch(() => {});
  await opened(upstream, streams);
  const held = await child.ask<Held>("rested");
  if ((await upstream.ask<number>("open")) < streams) throw new Error("Streams ended before they were looked at.");
  await all;
  const by = (name: keyof Held): number => held[name] - before[name];
  return { rss: by("rss") - by("young"), heap: by("heap"), external: by("external"), young: by("young") };
}

/** One load after the other: of a thousand connections at once some would be made only when they are tried again. */
async function begun(loads: readonly Load[]): Promise<Promise<unknown>[]> {
  const all: Promise<unknown>[] = [];
  for (const load of loads) {
    all.push(load.round(STEP));
    await wait(50);
  }
  return all;
}

/** Every stream has begun, and some of its events have passed. */
async function opened(upstream: Child, streams: number): Promise<void> {
  for (let tries = 0; tries < 500; tries++) {
    if ((await upstream.ask<number>("open")) === streams) {
      await wait(500);
      return;
    }
    await wait(20);
  }
  throw new Error(`${streams} streams were not open at the same time.`);
}
