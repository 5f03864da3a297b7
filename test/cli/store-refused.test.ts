/** What an operator reads of a store that cannot be used, whichever command is given it: the place, and the way out. */
import { spawnSync } from "node:child_process";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { createServer as createWeb } from "node:http";
import { type AddressInfo, createServer, type Server } from "node:net";
import { DatabaseSync } from "node:sqlite";
import { expect, test } from "vitest";
import { freePort } from "../free-port.ts";
import { afterTest } from "../runtime/after-test.ts";
import { hasRedis, RedisServer } from "../runtime/state/store/redis-server.ts";
import { tableText } from "../runtime/table-text.ts";
import { runCommand } from "./recording-terminal.ts";
import { temporaryFolder } from "./temporary-folder.ts";

const TABLE = tableText({ targets: { "one/m1": { dialect: "openai" } }, routes: { chat: { use: ["one/m1"] } } });

type Path = (name: string) => string;

interface Case {
  readonly what: string;
  place(path: Path): string | Promise<string>;
  readonly said: RegExp;
}

const files: Case[] = [
  { what: "no store at all", place: () => "state.db", said: /sqlite:<file> or redis:\/\/<host>, and not `state\.db`/ },
  {
    what: "a folder that is not there",
    place: (path) => `sqlite:${path("none/state.db")}`,
    said: /none.*make its folder|Make it, or name another|there is no store (at )?`?\S+none/,
  },
  {
    what: "a folder",
    place: (path) => {
      mkdirSync(path("folder"));
      return `sqlite:${path("folder")}`;
    },
    said: /folder is a folder: name a file in it, as sqlite:.*folder\/state\.db/,
  },
  {
    what: "another kind of file",
    place: (path) => `sqlite:${path("table.json")}`,
    said: /no SQLite file: name a file/,
  },
  {
    what: "another program's file",
    place: (path) => {
      const other = new DatabaseSync(path("songs.db"));
      other.exec("CREATE TABLE songs (title TEXT)");
      other.close();
      return `sqlite:${path("songs.db")}`;
    },
    said: /songs\.db is a SQLite file of another program: name another one with --state/,
  },
  {
    what: "a newer release's file",
    place: async (path) => {
      const place = await made(path, "new.db");
      const newer = new DatabaseSync(path("new.db"));
      newer.exec("PRAGMA user_version = 99");
      newer.close();
      return place;
    },
    said: /new\.db is of a newer release.*or name another file with --state/,
  },
  {
    what: "a damaged file",
    place: async (path) => {
      const place = await made(path, "broken.db");
      writeFileSync(path("broken.db"), readFileSync(path("broken.db")).fill(0xa5, 4_096));
      return place;
    },
    said: /broken\.db is damaged: stop, put a copy back in its place/,
  },
  {
    what: "a file that was cut short",
    place: async (path) => {
      const place = await made(path, "cut.db");
      writeFileSync(path("cut.db"), readFileSync(path("cut.db")).subarray(0, 5_000));
      return place;
    },
    said: /cut\.db is damaged: stop, put a copy back in its place/,
  },
  {
    what: "a file that another program keeps open to write",
    place: async (path) => {
      const place = await made(path, "busy.db");
      const other = new DatabaseSync(path("busy.db"));
      other.exec("BEGIN IMMEDIATE");
      afterTest(() => other.close());
      return place;
    },
    said: /busy\.db is being written by another process for too long: end what keeps it open/,
  },
];

const addresses: Case[] = [
  {
    what: "an address where nothing listens",
    place: async () => `redis://127.0.0.1:${await freePort()}`,
    said: /127\.0\.0\.1:\d+ cannot be reached: nothing listens there\. Start it, or name where it is/,
  },
  {
    what: "a host that nobody knows",
    place: () => "redis://no-such-host.invalid",
    said: /no-such-host\.invalid cannot be reached/,
  },
  { what: "no host", place: () => "redis://", said: /names no host: write redis:\/\/host:6379/ },
  { what: "no database", place: () => "redis://127.0.0.1:1/main", said: /\/main is no database: it has a number/ },
  { what: "signs of a password", place: () => "redis://:a#b@host", said: /cannot be read: .* signs % # \/ \? @ as/ },
  { what: "no escape", place: () => "redis://:50%off@host", said: /cannot be read: .* signs % # \/ \? @ as/ },
  {
    what: "one who says nothing",
    place: async () => `${await listening(createServer(() => {}))}?timeout=200`,
    said: /has not answered for 200 ms: look whether it is a Redis that listens there/,
  },
  {
    what: "a web server",
    place: () => listening(createWeb((_, response) => response.writeHead(400).end("no"))),
    said: /does not answer as a Redis does: look at its port/,
  },
  {
    what: "one who hangs up, as where TLS is spoken",
    place: () => listening(createServer((socket) => socket.destroy())),
    said: /has closed the connection: where it speaks TLS, write rediss:\/\//,
  },
];

const password = ["--requirepass", "sesame"];
const redis: Case[] = [
  { what: "a Redis that forgets", place: () => started(["--appendonly", "no"]), said: /set appendonly to yes\. / },
  {
    what: "a Redis that evicts",
    place: () => started(["--maxmemory", "100mb", "--maxmemory-policy", "allkeys-lru"]),
    said: /set maxmemory-policy to noeviction, and not allkeys-lru\. Where it is fit all the same/,
  },
  {
    what: "a cluster",
    place: () => started(["--cluster-enabled", "yes"]),
    said: /it is a cluster, .*: name a single server \(cluster-enabled no\)/,
  },
  {
    what: "a Redis that wants a password",
    place: () => started(password),
    said: /does not let us in: look at the user and password in its URL \(NOAUTH/,
  },
  {
    what: "a Redis that wants another password",
    place: async () => (await started(password)).replace("//", "//:open-up@"),
    said: /does not let us in: look at the user and password in its URL \(WRONGPASS/,
  },
  {
    what: "a database that a Redis does not have",
    place: async () => `${await started([])}/99`,
    said: /has no such database: look at the number behind its host/,
  },
  {
    what: "a Redis without TLS that is asked over TLS",
    place: async () => `${(await started([])).replace("redis:", "rediss:")}?timeout=200`,
    said: /has not answered.*whether it speaks TLS \(rediss:\/\/\) or none|does not speak TLS: write redis:/,
  },
  {
    what: "a Redis that hangs",
    place: async () => {
      const server = await RedisServer.start();
      afterTest(() => server.stop());
      server.hang();
      return `${server.url}?timeout=200`;
    },
    said: /has not answered for 200 ms: .*whether it hangs/,
  },
];

test.each([...files, ...addresses, ...(hasRedis ? redis : [])])(
  "of $what every command says it, with the way out",
  async ({ place: open, said }) => {
    const path = temporaryFolder({ "table.json": TABLE });
    const place = await open(path);
    const free = ["--port", "0", "--operator-port", "0"];
    const commands: [string[], number][] = [
      [["serve", path("table.json"), ...free, "--simulate"], 2],
      [["keys", "list"], 2],
      [["keys", "create"], 2],
      [["spend"], 2],
      [["doctor", path("table.json"), ...free], 1],
    ];
    for (const [words, code] of commands) {
      const run = await runCommand([...words, "--state", place]);
      const text = run.out + run.err;
      expect([words[0], run.code, text]).toEqual([words[0], code, expect.stringMatching(said)]);
      expect(text).not.toMatch(/fault of pointsman itself|\n {4}at |open-up|50%off/);
    }
  },
);

test.runIf(hasRedis)("a Redis without room says so to who writes, and to the doctor", async () => {
  const server = await RedisServer.start();
  afterTest(() => server.stop());
  expect((await runCommand(["keys", "create", "--id", "first", "--state", server.url])).code).toBe(0);
  await server.ask(["CONFIG", "SET", "maxmemory", "1"]);
  const path = temporaryFolder({ "table.json": TABLE });
  const said = /has no memory left: give it more \(maxmemory\) \(OOM [^.]*\)\./;
  const made = await runCommand(["keys", "create", "--id", "second", "--state", server.url]);
  expect([made.code, made.err]).toEqual([2, expect.stringMatching(said)]);
  const free = ["--port", "0", "--operator-port", "0"];
  const looked = await runCommand(["doctor", path("table.json"), ...free, "--state", server.url]);
  expect([looked.code, looked.out]).toEqual([1, expect.stringMatching(said)]);
  expect((await runCommand(["keys", "list", "--state", server.url])).out).toContain("first");
});

test("a disk without room is told with its file, and the process ends", () => {
  const path = temporaryFolder({ "table.json": TABLE });
  // A file may have so many kilobytes; a write beyond is an error, and no signal.
  const bounded = `trap '' XFSZ; ulimit -f 8; exec "$@"`;
  const words = ["serve", path("table.json"), "--simulate", "--port", "0", "--operator-port", "0"];
  const node = [process.execPath, "--no-warnings", "cli/main.ts", ...words, "--state", `sqlite:${path("state.db")}`];
  const { status, stderr } = spawnSync("bash", ["-c", bounded, "bash", ...node], { encoding: "utf8", timeout: 60_000 });
  expect([status, stderr]).toEqual([
    2,
    expect.stringMatching(/state\.db (has no room left: free some|could not be written: its disk is full)/),
  ]);
});

async function made(path: Path, name: string): Promise<string> {
  const place = `sqlite:${path(name)}`;
  for (let i = 0; i < 3; i++) expect((await runCommand(["keys", "create", "--state", place])).code).toBe(0);
  return place;
}

async function started(settings: readonly string[]): Promise<string> {
  const server = await RedisServer.start(settings);
  afterTest(() => server.stop());
  return server.url;
}

async function listening(server: Server): Promise<string> {
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  afterTest(() => server.close());
  return `redis://127.0.0.1:${(server.address() as AddressInfo).port}`;
}
