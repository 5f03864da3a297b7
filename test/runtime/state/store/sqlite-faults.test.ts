import { spawnSync } from "node:child_process";
import { chmodSync, openSync, readFileSync, writeFileSync, writeSync } from "node:fs";
import { dirname, join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { describe, expect, test } from "vitest";
import { openStore } from "../../../../runtime/state/store/open-store.ts";
import { SqliteStore } from "../../../../runtime/state/store/sqlite/sqlite-store.ts";
import type { Store } from "../../../../runtime/state/store/store.ts";
import { afterTest } from "../../after-test.ts";
import { NOON } from "./accounts-conformance.ts";
import { faultOf } from "./fault-of.ts";
import { newFile } from "./new-file.ts";

const total = { id: "total", limit: 1_000 };
const charge = (id: number) => ({ id: `c${id}`, accounts: [total], cost: 1 });
const opened = async (file: string) => {
  const store = await openStore(`sqlite:${file}`);
  afterTest(() => store.close());
  return store;
};

describe("a SQLite store that cannot be opened says what to change", () => {
  test("where its folder is missing", async () => {
    const file = join(dirname(newFile()), "missing", "state.db");
    const { fault, message } = await faultOf(openStore(`sqlite:${file}`));
    expect(fault).toBe("settings");
    expect(message).toContain(dirname(file));
    expect(message).toContain("--state");
  });

  test("where the folder is a file", async () => {
    const file = newFile();
    writeFileSync(file, "");
    expect((await faultOf(openStore(`sqlite:${file}/state.db`))).fault).toBe("settings");
  });

  test("where its folder cannot be written", () => {
    const folder = dirname(newFile());
    chmodSync(folder, 0o555);
    afterTest(() => chmodSync(folder, 0o755));
    const { stdout } = inChild([`sqlite:${join(folder, "state.db")}`], { asNobody: true });
    expect(stdout).toMatch(/^settings .*let it be written/);
  });

  test("where it is no SQLite file, or another program's, which stays as it was", async () => {
    const file = newFile();
    writeFileSync(file, "a diary, and no store. ".repeat(100));
    expect((await faultOf(openStore(`sqlite:${file}`))).fault).toBe("foreign");
    expect(readFileSync(file, "utf8")).toBe("a diary, and no store. ".repeat(100));

    const other = newFile();
    const program = new DatabaseSync(other);
    program.exec("CREATE TABLE songs (title TEXT); INSERT INTO songs VALUES ('one')");
    expect((await faultOf(openStore(`sqlite:${other}`))).fault).toBe("foreign");
    expect(program.prepare("SELECT name FROM sqlite_schema").all()).toEqual([{ name: "songs" }]);
    program.close();
  });

  test("where another release wrote it", async () => {
    const file = newFile();
    await (await openStore(`sqlite:${file}`)).close();
    const newer = new DatabaseSync(file);
    newer.exec("PRAGMA user_version = 99");
    newer.close();
    const { fault, message } = await faultOf(openStore(`sqlite:${file}`));
    expect(fault).toBe("version");
    expect(message).toContain("99");
  });

  test("where its URL is wrong", async () => {
    expect((await faultOf(openStore("sqlite:"))).fault).toBe("settings");
    expect((await faultOf(openStore("sqlite:state.db?sync=off"))).message).toContain("?sync=off");
    expect((await faultOf(openStore("postgres://me:secret@db/x"))).message).not.toContain("secret");
  });
});

test("a file that is damaged is told to be, by what reads it", async () => {
  const file = newFile();
  const store = await openStore(`sqlite:${file}`);
  await store.settle(
    Array.from({ length: 2_000 }, (_, i) => charge(i)),
    NOON,
  );
  await store.close();
  const bytes = readFileSync(file);
  const damaged = openSync(file, "r+");
  writeSync(damaged, Buffer.alloc(bytes.length - 4_096, 0xa5), 0, undefined, 4_096);
  const { fault, message } = await faultOf(
    openStore(`sqlite:${file}`).then(async (again) => {
      afterTest(() => again.close());
      return again.settle([charge(9_999)], NOON);
    }),
  );
  expect(fault).toBe("broken");
  expect(message).toContain(file);
});

test("a file that can grow no more refuses by name, and keeps all that it has answered", async () => {
  const file = newFile();
  const { stdout } = inChild([`sqlite:${file}`, "fill"], { kilobytes: 1_000 });
  const [, fault, answered = ""] = /^(\w+) after (\d+)/.exec(stdout) ?? [];
  expect(fault).toBe("full");
  expect(Number(answered)).toBeGreaterThan(20);
  const store = await opened(file);
  expect((await store.standings(["total"], NOON))[0]?.spent).toBe(Number(answered));
  await store.settle([{ id: "later", accounts: [total], cost: 1 }], NOON);
  expect((await store.standings(["total"], NOON))[0]?.spent).toBe(Number(answered) + 1);
});

test("a process that writes for too long is told, and what came meanwhile is done where it ends in time", async () => {
  const file = newFile();
  const store: Store = await SqliteStore.open({ file, isPowerSafe: false, patience: 300 });
  const other = new DatabaseSync(file);
  afterTest(() => other.close());
  afterTest(() => store.close());
  other.exec("BEGIN IMMEDIATE");
  expect((await faultOf(store.settle([charge(1)], NOON))).fault).toBe("away");
  const waiting = store.settle([charge(2)], NOON);
  setTimeout(() => other.exec("COMMIT"), 50);
  await waiting;
  expect((await store.standings(["total"], NOON))[0]?.spent).toBe(1);
});

test("a store that is closed does what came before, and refuses what comes behind", async () => {
  const file = newFile();
  const store = await openStore(`sqlite:${file}`);
  const before = store.settle([charge(1)], NOON);
  await store.close();
  await before;
  expect((await faultOf(store.settle([charge(2)], NOON))).fault).toBe("away");
  expect((await (await opened(file)).standings(["total"], NOON))[0]?.spent).toBe(1);
});

/** Another process, which opens a store and says what came of it; as somebody else, or with a bound for its files. */
function inChild(args: string[], { asNobody = false, kilobytes }: { asNobody?: boolean; kilobytes?: number }) {
  const script = new URL("open-and-fill.ts", import.meta.url).pathname;
  const node = [process.execPath, "--no-warnings", script, ...args];
  const isRoot = process.getuid?.() === 0;
  // A write beyond the bound is an error, and no signal.
  const bounded = ["bash", "-c", `trap '' XFSZ; ulimit -f ${kilobytes}; exec "$@"`, "bash", ...node];
  const [command = "", ...rest] = kilobytes === undefined ? node : bounded;
  const nobody = asNobody && isRoot ? { uid: 65_534, gid: 65_534 } : {};
  return spawnSync(command, rest, { encoding: "utf8", ...nobody });
}
