/**
 * One process of several that share a store: `node racer.ts <url> <owner> at-once <holds>` makes as many holds at once as soon as it is
 * told to, and says how many were; `node racer.ts <url> <owner> on-and-on <seed>` holds and settles until it is killed, and says so
 * before and behind each.
 */
import { writeSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import { openStore } from "../../../../../runtime/state/store/open-store.ts";
import { type Store, StoreError } from "../../../../../runtime/state/store/store.ts";
import { AMOUNT, accountAt, LEASE, once } from "./race.ts";
import { randomFrom } from "./random-from.ts";

const [url = "", owner = "", does, figure] = process.argv.slice(2);
const say = (...words: (string | number)[]) => writeSync(1, `${words.join(" ")}\n`);
const store = await opened();
if (does === "at-once") await atOnce(store, Number(figure));
else await Promise.all(Array.from({ length: 4 }, (_, i) => onAndOn(`${owner}.${i}`, randomFrom(Number(figure) + i))));

/** What is started while the store is away waits for it. */
async function opened(): Promise<Store> {
  for (;;) {
    const store = await openStore(url).catch(unlessAway);
    if (store !== undefined) return store;
    await sleep(20);
  }
}

async function atOnce(store: Store, holds: number): Promise<void> {
  say("ready");
  await new Promise((resolve) => process.stdin.once("data", resolve));
  const now = Date.now();
  const answers = await Promise.all(
    Array.from({ length: holds }, async (_, i) => {
      const hold = { id: `${owner}:${i}`, owner, amount: AMOUNT, accounts: [once], expires: now + 60_000 };
      // One that nobody knows of is asked for again, by its id.
      for (;;) {
        const held = await store.hold(hold, now).catch(unlessAway);
        if (held !== undefined) return held;
      }
    }),
  );
  say("held", answers.filter(({ kind }) => kind === "held").length);
  await store.close();
  process.exit();
}

async function onAndOn(name: string, random: () => number): Promise<never> {
  for (let i = 0; ; i++) {
    const now = Date.now();
    const id = `${name}:${i}`;
    const account = accountAt(now);
    const cost = Math.floor(random() * AMOUNT);
    say("holds", id, account.id, cost);
    const hold = { id, owner, amount: AMOUNT, accounts: [account], expires: now + LEASE };
    const held = await store.hold(hold, now).catch(unlessAway);
    if (held?.kind === "held") say("held", id);
    if (held?.kind !== "held" || random() < 0.1) {
      if (random() < 0.2) await store.expire(Date.now()).catch(unlessAway);
      await sleep(3);
      continue;
    }
    if (random() < 0.5) await sleep(random() * LEASE * 1.2);
    for (let isSettled = false; !isSettled; ) {
      const answer = await store.settle([{ hold: id, cost }], Date.now()).then(() => true, unlessAway);
      isSettled = answer === true;
      if (!isSettled) await sleep(10);
    }
    say("settled", id);
  }
}

function unlessAway(error: unknown): undefined {
  if (!(error instanceof StoreError) || error.fault !== "away") throw error;
}
