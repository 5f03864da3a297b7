/** One case: warm-up, checks, then rounds in which direct, floor and runtime have their turns. */
import { quantile, type Spread, spread } from "../statistics.ts";
import { answerText } from "./answer-text.ts";
import type { ProxyCase } from "./cases.ts";
import type { Child } from "./child.ts";
import { Load, type Timings } from "./load.ts";

/** How the upstream is reached: at once, through the bare proxy, through the runtime. */
export type Side = "direct" | "floor" | "runtime";

export interface Sides {
  upstream: Child;
  processes: Readonly<Record<Side, Child>>;
  origins: Readonly<Record<Side, string>>;
}

/**
 * Requests before the first round, `warm`, and per round: `many` with as many at a time as the case says, `single` one after
 * the other.
 */
export interface Effort {
  rounds: number;
  warm: number;
  many: number;
  single: number;
}

export interface CaseResult {
  name: string;
  most: number | undefined;
  dialect: string;
  requestBytes: number;
  answerBytes: number;
  /** Of a stream. */
  events: number | undefined;
  effort: Effort;
  concurrency: number;
  /** Microseconds of CPU per request in the process, user and system, `concurrency` at a time. */
  cpu: { floor: Spread; runtime: Spread; ratio: Spread };
  /** Microseconds, one request at a time; `first` is to the first byte of the body, `whole` to its end. */
  latency: Record<keyof Timings, LatencyResult>;
  /** Highest bytes of resident memory seen after a round. */
  rss: { floor: number; runtime: number };
}

export interface LatencyResult {
  p50: Record<Side, Spread>;
  p99: Record<Side, Spread>;
  /** Runtime less floor, in the same round. */
  added: { p50: Spread; p99: Spread };
}

const PATH = "/v1/chat/completions";
const order: readonly Side[] = ["direct", "floor", "runtime"];

interface Round {
  cpu: number;
  rss: number;
  timings: Timings;
}

export async function measureCase(one: ProxyCase, sides: Sides, key: string, effort: Effort): Promise<CaseResult> {
  await sides.upstream.ask("prepare", one.prepared);
  const runs = order.map((side) => new Run(one, side, sides, key));
  try {
    for (const run of runs) await run.warmUp(effort);
    for (let round = 0; round < effort.rounds; round++) {
      for (const run of round % 2 === 0 ? runs : runs.toReversed()) await run.round(effort);
    }
    await checkServed(sides.upstream, runs);
  } finally {
    await Promise.all(runs.map((run) => run.close()));
  }
  return resultOf(one, runs, effort);
}

class Run {
  readonly side: Side;
  readonly rounds: Round[] = [];
  sent = 0;
  readonly #case: ProxyCase;
  readonly #process: Child;
  readonly #many: Load;
  readonly #single: Load;

  constructor(one: ProxyCase, side: Side, sides: Sides, key: string) {
    this.side = side;
    this.#case = one;
    this.#process = sides.processes[side];
    const accept = one.prepared.stream ? "text/event-stream" : "application/json";
    const headers = { authorization: `Bearer ${key}`, "content-type": "application/json", accept };
    const target = { origin: sides.origins[side], path: PATH, headers, body: Buffer.from(one.requestBody) };
    this.#many = new Load(target, one.concurrency);
    this.#single = new Load(target, 1);
  }

  async warmUp({ warm, single }: Effort): Promise<void> {
    for (const load of [this.#many, this.#single]) {
      const text = answerText(await load.once(), this.#case.prepared.stream);
      if (text !== this.#case.text)
        throw new Error(`${this.#case.name}, ${this.side}: not the answer that was prepared.`);
      this.sent += 1;
    }
    await this.#load(this.#many, warm);
    await this.#load(this.#single, single);
  }

  async round({ many, single }: Effort): Promise<void> {
    // Connections are open and code is warm again when the clocks start.
    await this.#load(this.#many, this.#case.concurrency * 2);
    const before = await this.#process.spent();
    await this.#load(this.#many, many);
    const after = await this.#process.spent();
    await this.#load(this.#single, Math.min(single, 8));
    const timings = await this.#load(this.#single, single);
    this.rounds.push({ cpu: (after.cpu - before.cpu) / many, rss: after.rss, timings });
  }

  async close(): Promise<void> {
    await Promise.all([this.#many.close(), this.#single.close()]);
  }

  async #load(load: Load, count: number): Promise<Timings> {
    const timings = await load.round(count);
    this.sent += count;
    return timings;
  }
}

/** No request was tried twice, and none was answered by anyone else. */
async function checkServed(upstream: Child, runs: readonly Run[]): Promise<void> {
  const sent = runs.reduce((sum, run) => sum + run.sent, 0);
  const served = await upstream.ask<number>("served");
  if (sent !== served) throw new Error(`${sent} requests were sent, but the upstream answered ${served}.`);
}

function resultOf(one: ProxyCase, runs: readonly Run[], effort: Effort): CaseResult {
  const { stream, pieces } = one.prepared;
  const rounds = Object.fromEntries(runs.map((run) => [run.side, run.rounds])) as Record<Side, Round[]>;
  const { floor, runtime } = rounds;
  return {
    name: one.name,
    most: one.most,
    dialect: one.dialect,
    requestBytes: Buffer.byteLength(one.requestBody),
    answerBytes: pieces.reduce((sum, piece) => sum + piece.length, 0),
    events: stream ? pieces.length : undefined,
    effort,
    concurrency: one.concurrency,
    cpu: {
      floor: spread(floor.map(({ cpu }) => cpu)),
      runtime: spread(runtime.map(({ cpu }) => cpu)),
      ratio: spread(runtime.map(({ cpu }, i) => cpu / floor[i]!.cpu)),
    },
    latency: { first: latencyOf(rounds, "first"), whole: latencyOf(rounds, "whole") },
    rss: { floor: Math.max(...floor.map(({ rss }) => rss)), runtime: Math.max(...runtime.map(({ rss }) => rss)) },
  };
}

function latencyOf(rounds: Record<Side, Round[]>, which: keyof Timings): LatencyResult {
  const at = (side: Side, share: number) =>
    rounds[side].map(({ timings }) => quantile(timings[which].toSorted(), share));
  const bySide = (share: number) => ({
    direct: spread(at("direct", share)),
    floor: spread(at("floor", share)),
    runtime: spread(at("runtime", share)),
  });
  const added = (share: number) => {
    const floor = at("floor", share);
    return spread(at("runtime", share).map((value, i) => value - floor[i]!));
  };
  return { p50: bySide(0.5), p99: bySide(0.99), added: { p50: added(0.5), p99: added(0.99) } };
}
