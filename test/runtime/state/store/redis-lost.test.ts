import { cpSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { describe, expect, test } from "vitest";
import { openStore } from "../../../../runtime/state/store/open-store.ts";
import type { Doubt, Store, StoreError } from "../../../../runtime/state/store/store.ts";
import { afterTest } from "../../after-test.ts";
import { NOON } from "./accounts-conformance.ts";
import { durable, hasRedis, RedisServer } from "./redis-server.ts";

const total = { id: "total", limit: 1_000_000 };
const charge = (id: string) => ({ id, accounts: [total], cost: 1 });
const spentIn = async (store: Store) => (await store.standings(["total"], NOON))[0]?.spent;

function newFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), "pointsman-redis-copy-"));
  afterTest(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

async function started(folder?: string): Promise<RedisServer> {
  const server = await RedisServer.start(durable, folder);
  afterTest(() => server.stop());
  return server;
}

async function opened({ url }: RedisServer): Promise<{ store: Store; doubts: (Doubt | undefined)[] }> {
  const store = await openStore(`${url}?timeout=500`);
  afterTest(() => store.close());
  const doubts: (Doubt | undefined)[] = [];
  store.onDoubt((doubt) => doubts.push(doubt));
  return { store, doubts };
}

async function again<T>(does: () => Promise<T>): Promise<T> {
  for (;;) {
    const answer = await does().then(
      (value) => ({ value }),
      () => setTimeout(20, undefined),
    );
    if (answer !== undefined) return answer.value;
  }
}

describe.skipIf(!hasRedis)("a Redis", () => {
  test("that comes back without its file is in doubt, which each process tells once", async () => {
    const server = await started();
    const both = [await opened(server), await opened(server)];
    const before = await both[0]!.store.epoch();
    for (const { store } of both) await store.settle([charge("c1")], NOON);
    await server.kill();
    rmSync(join(server.folder, "appendonlydir"), { recursive: true });
    await server.restart();
    for (let i = 0; i < 2; i++) for (const { store } of both) await again(() => store.settle([charge("c2")], NOON));
    const after = await both[0]!.store.epoch();
    expect(after).not.toBe(before);
    for (const { store, doubts } of both) {
      expect(doubts).toEqual([{ since: expect.any(Number), message: expect.stringContaining("lost") }]);
      expect(await store.epoch()).toBe(after);
    }
    expect(both[0]!.doubts[0]).toEqual(both[1]!.doubts[0]);
  });

  test("that comes back as it was some writes ago, as a replica that lags would, is in doubt", async () => {
    const server = await started();
    const { store, doubts } = await opened(server);
    const before = await store.epoch();
    await store.settle([charge("c1")], NOON);
    const copy = newFolder();
    cpSync(join(server.folder, "appendonlydir"), join(copy, "appendonlydir"), { recursive: true });
    for (let i = 0; i < 5; i++) await store.settle([charge(`d${i}`)], NOON);
    await server.kill();
    rmSync(join(server.folder, "appendonlydir"), { recursive: true });
    cpSync(join(copy, "appendonlydir"), join(server.folder, "appendonlydir"), { recursive: true });
    await server.restart();
    await again(() => store.settle([charge("e1")], NOON));
    expect(doubts).toHaveLength(1);
    expect(await store.epoch()).not.toBe(before);
    expect(await spentIn(store)).toBe(2);
  });

  test("that was emptied stays in doubt for all who come later, until an operator has settled it, which all learn", async () => {
    const server = await started();
    const old = await opened(server);
    await old.store.settle([charge("c1")], NOON);
    await server.ask(["FLUSHALL"]);
    // It knows of nothing that was lost, until another one tells.
    const unknowing = await opened(server);
    await unknowing.store.settle([charge("c2")], NOON);
    expect(await unknowing.store.doubt()).toBeUndefined();
    const before = Date.now();
    await old.store.settle([charge("c3")], NOON);
    const doubt = await old.store.doubt();
    expect(doubt?.since).toBeGreaterThanOrEqual(before);
    expect(doubt?.since).toBeLessThanOrEqual(Date.now());
    await unknowing.store.settle([charge("c4")], NOON);
    expect(unknowing.doubts).toEqual([doubt]);
    const later = await opened(server);
    expect(await later.store.doubt()).toEqual(doubt);
    await later.store.settleDoubt();
    for (const one of [old, unknowing, later]) {
      await one.store.settle([charge("c5")], NOON);
      expect(await one.store.doubt()).toBeUndefined();
      expect(one.doubts.at(-1)).toBeUndefined();
    }
    expect([old, unknowing, later].map(({ doubts }) => doubts.length)).toEqual([2, 2, 1]);
    expect(await (await opened(server)).store.doubt()).toBeUndefined();
    expect(await spentIn(later.store)).toBe(4);
  });

  test("that lost something twice is in doubt since the second time", async () => {
    const server = await started();
    const one = await opened(server);
    const lose = async (): Promise<number> => {
      await server.ask(["FLUSHALL"]);
      await one.store.settle([charge("c")], NOON);
      return (await one.store.doubt())!.since;
    };
    const first = await lose();
    await setTimeout(5);
    expect(await lose()).toBeGreaterThan(first);
    await one.store.settleDoubt();
    expect(one.doubts.map((doubt) => doubt !== undefined)).toEqual([true, true, false]);
  });

  test("that is settled is so for who was away meanwhile", async () => {
    const server = await started();
    const [one, away] = [await opened(server), await opened(server)];
    await server.ask(["FLUSHALL"]);
    await one.store.settle([charge("c1")], NOON);
    await one.store.settleDoubt();
    await away.store.settle([charge("c2")], NOON);
    expect(await away.store.doubt()).toBeUndefined();
    expect(away.doubts).toEqual([]);
  });

  test("that is still reading what was in it is away, and not unfit for budgets", async () => {
    const server = await started();
    await server.ask(["EVAL", "for i = 1, 20000 do redis.call('SET', 'other' .. i, i) end", "0"]);
    await server.ask(["BGREWRITEAOF"]);
    while (!/aof_rewrite_in_progress:0/.test(String(await server.ask(["INFO", "persistence"])))) await setTimeout(20);
    const { store, doubts } = await opened(server);
    await store.settle([charge("c1")], NOON);
    const before = await store.epoch();
    await server.kill();
    // Microseconds for each key.
    const faults: string[] = [];
    const restarted = server.restart([
      ...durable,
      "--key-load-delay",
      "100",
      "--loading-process-events-interval-bytes",
      "1024",
    ]);
    let isBack = false;
    const ready = restarted.then(() => {
      isBack = true;
    });
    while (!isBack) {
      const fault = await store.settle([charge("c2")], NOON).catch((error: unknown) => (error as StoreError).fault);
      if (fault !== undefined) faults.push(fault);
      await setTimeout(20);
    }
    await ready;
    await again(() => store.settle([charge("c2")], NOON));
    expect(new Set(faults)).toEqual(new Set(["away"]));
    expect(await spentIn(store)).toBe(2);
    expect(await store.epoch()).toBe(before);
    expect(doubts).toEqual([]);
  });

  test("a copy of its files that is made while it is written restores to what it was at some moment", async () => {
    const server = await started();
    const { store } = await opened(server);
    let answered = 0;
    let isCopied = false;
    const writing = (async () => {
      while (!isCopied) await store.settle([charge(`c${answered}`)], NOON).then(() => answered++);
    })();
    while (answered < 50) await new Promise(setImmediate);
    const copy = newFolder();
    const least = answered;
    cpSync(join(server.folder, "appendonlydir"), join(copy, "appendonlydir"), { recursive: true });
    const most = answered + 1;
    isCopied = true;
    await writing;
    const restored = await opened(await started(copy));
    expect(await spentIn(restored.store)).toBeGreaterThanOrEqual(least);
    expect(await spentIn(restored.store)).toBeLessThanOrEqual(most);
    expect(await restored.store.epoch()).toBe(await store.epoch());
  });
});
