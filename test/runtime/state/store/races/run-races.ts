/** Races between processes that share a store, and what is wrong behind them: one line each. */
import { type ChildProcess, spawn } from "node:child_process";
import { createInterface } from "node:readline";
import { setTimeout as sleep } from "node:timers/promises";
import { openStore } from "../../../../../runtime/state/store/open-store.ts";
import type { Store } from "../../../../../runtime/state/store/store.ts";
import { AMOUNT, accountAt, LEASE, LIMIT, once } from "./race.ts";

const PROCESSES = 4;

/** 500 holds of 10 USD that come at once, from four processes, against 1,000 USD. */
export async function raceAtOnce(url: string): Promise<string[]> {
  const racers = Array.from({ length: PROCESSES }, (_, i) => startRacer(url, `once${i}`, "at-once", 500 / PROCESSES));
  await Promise.all(racers.map((racer) => racer.said("ready")));
  for (const { process } of racers) process.stdin?.write("go\n");
  const counts = await Promise.all(racers.map(async (racer) => Number((await racer.said("held"))[1])));
  const held = counts.reduce((sum, count) => sum + count, 0);
  const store = await openStore(url);
  const [standing] = await store.standings([once.id], Date.now());
  await store.close();
  const faults = held === 100 ? [] : [`${held} are held, and not 100 (${counts.join(" + ")})`];
  return standing?.held === LIMIT && standing.spent === 0 ? faults : [...faults, JSON.stringify(standing)];
}

export interface Killing {
  readonly url: string;
  readonly seed: number;
  readonly milliseconds: number;
  readonly random: () => number;
  /** Kills and restarts the store itself, where it is a process. */
  readonly killStore?: (() => Promise<void>) | undefined;
}

/** Four processes hold and settle, are killed at random moments, and started again. */
export async function raceWithKills(killing: Killing): Promise<{ faults: string[]; kills: number; settled: number }> {
  const { url, seed, milliseconds, random, killStore } = killing;
  const lines: string[] = [];
  const start = (i: number): Racer => startRacer(url, `${i}-${lines.length}`, "on-and-on", seed + i, lines);
  const racers = Array.from({ length: PROCESSES }, (_, i) => start(i));
  await Promise.all(racers.map((racer) => racer.said("holds")));
  const watch = new Watch(await openStore(url));
  const end = performance.now() + milliseconds;
  const faults: string[] = [];
  let kills = 0;
  while (performance.now() < end) {
    await sleep(random() * 200);
    faults.push(...(await watch.look()));
    const i = Math.floor(random() * PROCESSES);
    await kill(racers[i]!);
    racers[i] = start(i);
    if (++kills % 4 === 2) await killStore?.();
    // Most of the time all of them race.
    if (random() < 0.7) await racers[i]!.said("holds");
  }
  await Promise.all(racers.map(kill));
  faults.push(...(await watch.judge(lines)));
  return { faults, kills, settled: lines.filter((line) => line.startsWith("settled")).length };
}

interface Racer {
  readonly process: ChildProcess;
  readonly ended: Promise<unknown>;
  /** The words of the first line that begins so. */
  said(word: string): Promise<string[]>;
}

function startRacer(url: string, owner: string, does: string, figure: number, lines: string[] = []): Racer {
  const racer = new URL("racer.ts", import.meta.url).pathname;
  const started = spawn(process.execPath, ["--no-warnings", racer, url, owner, does, String(figure)], {
    stdio: ["pipe", "pipe", "inherit"],
  });
  const own: string[][] = [];
  const reader = createInterface(started.stdout);
  reader.on("line", (line) => {
    lines.push(line);
    own.push(line.split(" "));
  });
  const ended = new Promise((resolve) => reader.once("close", resolve));
  const said = async (word: string): Promise<string[]> => {
    for (;;) {
      const found = own.find(([first]) => first === word);
      if (found !== undefined) return found;
      if (started.exitCode !== null) throw new Error(`a racer has ended with ${started.exitCode}`);
      await sleep(5);
    }
  };
  return { process: started, ended, said };
}

async function kill({ process, ended }: Racer): Promise<void> {
  process.kill("SIGKILL");
  await ended;
}

/** Looks on, and adds up. */
class Watch {
  readonly #store: Store;
  readonly #windows = new Set<string>();

  constructor(store: Store) {
    this.#store = store;
  }

  async look(): Promise<string[]> {
    this.#windows.add(accountAt(Date.now()).id);
    return (await this.#standings()).flatMap(([id, { spent, held }]) =>
      spent + held > LIMIT ? [`on ${id} ${spent} are spent and ${held} held`] : [],
    );
  }

  /** What was said to be settled is spent; no more is, but what was under way when its process was killed. */
  async judge(lines: readonly string[]): Promise<string[]> {
    const holds = new Map(lines.filter((line) => line.startsWith("holds ")).map((line) => [line.split(" ")[1]!, line]));
    const settled = new Set(lines.filter((line) => line.startsWith("settled ")).map((line) => line.split(" ")[1]!));
    for (const line of holds.values()) this.#windows.add(line.split(" ")[2]!);
    await sleep(LEASE);
    while ((await this.#again(() => this.#store.expire(Date.now()))) > 0);
    const faults: string[] = [];
    for (const [id, { spent, held, unsettled }] of await this.#standings()) {
      const here = [...holds].filter(([, line]) => line.split(" ")[2] === id);
      const sum = (some: typeof here): number => some.reduce((all, [, line]) => all + Number(line.split(" ")[3]), 0);
      const least = sum(here.filter(([hold]) => settled.has(hold)));
      const open = here.filter(([hold]) => !settled.has(hold));
      if (held !== 0) faults.push(`on ${id} ${held} are still held`);
      if (spent > LIMIT) faults.push(`on ${id} ${spent} are spent`);
      if (spent - unsettled < least) faults.push(`on ${id} ${spent - unsettled} are settled, and ${least} were told`);
      if (spent - unsettled > least + sum(open)) faults.push(`on ${id} ${spent - unsettled} are settled of ${least}`);
      if (unsettled % AMOUNT !== 0 || unsettled > open.length * AMOUNT)
        faults.push(`on ${id} ${unsettled} are unsettled, of ${open.length} holds`);
    }
    await this.#store.close();
    return faults;
  }

  async #standings(): Promise<[string, { spent: number; held: number; unsettled: number }][]> {
    const ids = [...this.#windows];
    const all = await this.#again(() => this.#store.standings(ids, Date.now()));
    return ids.map((id, i) => [id, all[i]!]);
  }

  /** Until the store is back. */
  async #again<T>(does: () => Promise<T>): Promise<T> {
    for (;;) {
      const answer = await does().then(
        (value) => ({ value }),
        () => sleep(20),
      );
      if (answer !== undefined) return answer.value;
    }
  }
}
