/**
 * Gateways on one store are killed at random moments and started again, while clients ask for 10 USD each: from one budget of
 * 1,000 USD until it is spent, then from the next.
 */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { openStore } from "../../../../../runtime/state/store/open-store.ts";
import type { Store } from "../../../../../runtime/state/store/store.ts";
import { bundleGateway } from "../kills/bundle-gateway.ts";
import { runKilled } from "../kills/gateway-process.ts";
import { askFor } from "./at-once.ts";
import { type GatewayChild, startGateway } from "./gateway-child.ts";
import { accountOf, BILL, LIMIT, TenDollarProvider, tenDollarTable } from "./ten-dollars.ts";

export interface KilledRaces {
  /** As `openStore` takes it. */
  readonly state: string;
  readonly kills: number;
  readonly processes: number;
  /** From 0 up to 1. */
  random(): number;
}

export interface KilledReport {
  /** Each a sentence. */
  readonly faults: readonly string[];
  readonly kills: number;
  /** Budgets that were spent to the end. */
  readonly spent: number;
  readonly answered: number;
  readonly billed: number;
}

const LEASE = 2_000;
const LIFE = 500;
/** Where the machine has too much to do, one that writes may keep the others waiting for too long. */
const AWAY = /cannot be asked|cannot be written down/;

export async function raceWithKills({ state, kills, processes, random }: KilledRaces): Promise<KilledReport> {
  const provider = new TenDollarProvider(() => random() * 60);
  const origin = await provider.start();
  const words = [tenDollarTable(), state, origin, String(LEASE)];
  const store = await openStore(state);
  const answered = new Map<string, number>();
  const faults: string[] = [];
  let [begun, group, isOver] = [0, 0, false];
  const ask = async (url: string): Promise<void> => {
    const at = group;
    const status = await askFor(`${url}/v1/chat/completions`, `g${at}`);
    if (status === 402 && group === at) group++;
    else if (status === 200) answered.set(`g${at}`, (answered.get(`g${at}`) ?? 0) + 1);
    else if (status !== 402) faults.push(`a gateway said ${status}`);
  };
  const more = (): boolean => begun++ < kills;
  const fault = (line: string): void => {
    if (!AWAY.test(line)) faults.push(`a gateway said: ${line}`);
  };
  const folder = mkdtempSync(join(tmpdir(), "pointsman-race-"));
  const entry = await bundleGateway(folder);
  const compiled = join(folder, "compiled");
  const watching = watch(store, () => (isOver ? undefined : group), faults);
  const one = () => runKilled({ entry, arguments: words, compiled, random, life: LIFE, more, ask, fault });
  await Promise.all(Array.from({ length: processes }, one));
  await spend(await startGateway(entry, words), ask, () => group);
  rmSync(folder, { recursive: true });
  isOver = true;
  await watching;
  provider.close();
  const { billed } = provider;
  faults.push(...(await judged(store, { groups: group, billed, answered })));
  await store.close();
  const sum = (counts: ReadonlyMap<string, number>) => [...counts.values()].reduce((all, one) => all + one, 0);
  return { faults, kills, spent: group, answered: sum(answered), billed: sum(billed) };
}

/** By a gateway that nobody kills: all that is left of the last budget. */
async function spend(
  { url, kill }: GatewayChild,
  ask: (url: string) => Promise<void>,
  group: () => number,
): Promise<void> {
  const last = group();
  const client = async (): Promise<void> => {
    while (group() === last) await ask(url);
  };
  await Promise.all(Array.from({ length: 10 }, client));
  await kill();
}

/** All the while no budget has more charged and held than it may spend. `group`: the last that is asked for; undefined: it is over. */
async function watch(store: Store, group: () => number | undefined, faults: string[]): Promise<void> {
  for (let last = group(); last !== undefined; last = group()) {
    const ids = Array.from({ length: last + 1 }, (_, at) => accountOf(`g${at}`));
    for (const [at, { spent, held }] of (await store.standings(ids, Date.now())).entries())
      if (spent + held > LIMIT) faults.push(`of g${at} ${spent} are charged and ${held} held`);
    await sleep(15);
  }
}

interface Told {
  /** Those before it were refused once. */
  readonly groups: number;
  readonly billed: ReadonlyMap<string, number>;
  readonly answered: ReadonlyMap<string, number>;
}

/** After all that was held has expired. */
async function judged(store: Store, { groups, billed, answered }: Told): Promise<string[]> {
  const later = Date.now() + 2 * LEASE;
  await store.expire(later);
  const faults: string[] = [];
  for (let at = 0; at <= groups; at++) {
    const name = `g${at}`;
    const [{ spent, held, unsettled }] = (await store.standings([accountOf(name)], later)) as [Standing];
    const bill = (billed.get(name) ?? 0) * BILL;
    const told = (answered.get(name) ?? 0) * BILL;
    if (held !== 0) faults.push(`of ${name} ${held} are held for ever`);
    if (spent > LIMIT) faults.push(`of ${name} ${spent} are charged`);
    if (at < groups && spent !== LIMIT) faults.push(`${name} was refused, and ${spent} are charged`);
    if (bill > spent) faults.push(`of ${name} ${bill} are billed, and ${spent} charged`);
    if (spent - unsettled > bill) faults.push(`of ${name} ${spent - unsettled} are settled, and ${bill} billed`);
    if (told > bill) faults.push(`of ${name} ${told} were answered, and ${bill} billed`);
  }
  return faults;
}

type Standing = { readonly spent: number; readonly held: number; readonly unsettled: number };
