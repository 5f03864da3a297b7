import { renameSync, rmSync } from "node:fs";
import { backup, DatabaseSync } from "node:sqlite";
import { expect, test } from "vitest";
import { openStore } from "../../../../runtime/state/store/open-store.ts";
import type { Doubt, Store } from "../../../../runtime/state/store/store.ts";
import { afterTest } from "../../after-test.ts";
import { NOON } from "./accounts-conformance.ts";
import { newFile } from "./new-file.ts";

const total = { id: "total", limit: 1_000_000 };
const charge = (id: string) => ({ id, accounts: [total], cost: 1 });
const spentIn = async (store: Store) => (await store.standings(["total"], NOON))[0]?.spent;

async function opened(file: string): Promise<{ store: Store; doubts: (Doubt | undefined)[] }> {
  const store = await openStore(`sqlite:${file}`);
  afterTest(() => store.close());
  const doubts: (Doubt | undefined)[] = [];
  store.onDoubt((doubt) => doubts.push(doubt));
  return { store, doubts };
}

test("the epoch of a file is that of all who open it, and of another file another", async () => {
  const file = newFile();
  const one = await opened(file);
  const other = await opened(file);
  expect(await other.store.epoch()).toBe(await one.store.epoch());
  expect(await (await opened(newFile())).store.epoch()).not.toBe(await one.store.epoch());
});

test("a file that is removed under running processes is made anew, and each of them says so once", async () => {
  const file = newFile();
  const both = [await opened(file), await opened(file)];
  const before = await both[0]!.store.epoch();
  for (const end of ["", "-wal", "-shm"]) rmSync(file + end, { force: true });
  for (const { store } of [...both, ...both]) await store.expire(NOON);
  const after = await both[0]!.store.epoch();
  expect(after).not.toBe(before);
  for (const { store, doubts } of both) {
    expect(doubts).toEqual([{ since: NOON, message: expect.stringContaining(file) }]);
    expect(await store.epoch()).toBe(after);
  }
  await both[0]!.store.settle([charge("c1")], NOON);
  expect(await spentIn(both[1]!.store)).toBe(1);
});

test("a copy that takes the place of its own store is in doubt, though it has the same epoch", async () => {
  const file = newFile();
  const both = [await opened(file), await opened(file)];
  const { store } = both[0]!;
  await store.settle([charge("c1")], NOON);
  const reader = new DatabaseSync(file);
  await backup(reader, `${file}.copy`);
  reader.close();
  await store.settle([charge("c2")], NOON);
  for (const end of ["-wal", "-shm"]) rmSync(file + end, { force: true });
  renameSync(`${file}.copy`, file);
  for (const one of both) await one.store.expire(NOON);
  for (const { doubts } of both) expect(doubts).toHaveLength(1);
  expect(await both[1]!.store.epoch()).toBe(await store.epoch());
  expect(await spentIn(store)).toBe(1);
});

test("a doubt is there for all who come later, until an operator has settled it, which those who are there learn", async () => {
  const file = newFile();
  const both = [await opened(file), await opened(file)];
  for (const end of ["", "-wal", "-shm"]) rmSync(file + end, { force: true });
  // It is made anew by one who knows of nothing that was lost.
  const unknowing = await opened(file);
  await unknowing.store.expire(NOON);
  expect(await unknowing.store.doubt()).toBeUndefined();
  for (const { store } of both) await store.expire(NOON + 1);
  await unknowing.store.expire(NOON + 2);
  const later = await opened(file);
  for (const { store } of [...both, unknowing, later]) expect((await store.doubt())?.since).toBe(NOON + 1);
  await later.store.settleDoubt();
  for (const { store, doubts } of [...both, unknowing]) {
    await store.expire(NOON + 3);
    expect(await store.doubt()).toBeUndefined();
    expect(doubts.map((doubt) => doubt?.since)).toEqual([NOON + 1, undefined]);
  }
  expect(await (await opened(file)).store.doubt()).toBeUndefined();
});

test("what another release says with a new epoch alone is a doubt, too", async () => {
  const file = newFile();
  const { store, doubts } = await opened(file);
  const other = new DatabaseSync(file);
  other.exec("UPDATE facts SET value = 'another' WHERE name = 'epoch'");
  other.close();
  await store.expire(NOON);
  expect(doubts).toEqual([{ since: NOON, message: expect.stringContaining(file) }]);
});

test("a copy that is made while it is written restores to what it was at some moment", async () => {
  const file = newFile();
  const { store } = await opened(file);
  let answered = 0;
  let isCopied = false;
  const writing = (async () => {
    while (!isCopied) {
      const hold = { id: `h${answered}`, owner: "one", amount: 2, accounts: [total], expires: NOON + 1 };
      await store.hold(hold, NOON);
      await store.settle([{ hold: hold.id, cost: 1 }], NOON);
      answered++;
    }
  })();
  while (answered < 50) await new Promise(setImmediate);
  const reader = new DatabaseSync(file);
  const least = answered;
  await backup(reader, `${file}.copy`, { rate: 1_000_000 });
  reader.exec(`VACUUM INTO '${file}.vacuumed'`);
  const most = answered + 1;
  isCopied = true;
  await writing;
  reader.close();
  for (const copy of [`${file}.copy`, `${file}.vacuumed`]) {
    const restored = await opened(copy);
    const [standing] = await restored.store.standings(["total"], NOON);
    expect(standing?.spent).toBeGreaterThanOrEqual(least);
    expect(standing?.spent).toBeLessThanOrEqual(most);
    expect([0, 2]).toContain(standing?.held);
    expect(await restored.store.epoch()).toBe(await store.epoch());
  }
});
