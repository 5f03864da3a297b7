import { readFileSync } from "node:fs";
import { createServer } from "node:net";
import { describe, expect, test } from "vitest";
import { openStore } from "../../../../runtime/state/store/open-store.ts";
import { freePort } from "../../../free-port.ts";
import { afterTest } from "../../after-test.ts";
import { faultOf } from "./fault-of.ts";
import { hasRedis, RedisServer } from "./redis-server.ts";

async function started(settings: readonly string[]): Promise<RedisServer> {
  const server = await RedisServer.start(settings);
  afterTest(() => server.stop());
  return server;
}

const opens = async (url: string) => (await openStore(url)).close();

describe.skipIf(!hasRedis)("a Redis that is not fit for budgets is refused, with the setting to change", () => {
  test("where it would forget at a restart", async () => {
    const { url } = await started(["--appendonly", "no"]);
    const { fault, message } = await faultOf(openStore(url));
    expect(fault).toBe("settings");
    expect(message).toContain("set appendonly to yes");
    await opens(`${url}?vouch=persistence`);
  });

  test.each(["allkeys-lru", "volatile-ttl"])("where it evicts, as with %s", async (policy) => {
    const { url } = await started(["--maxmemory", "100mb", "--maxmemory-policy", policy]);
    const { fault, message } = await faultOf(openStore(url));
    expect(fault).toBe("settings");
    expect(message).toContain(`set maxmemory-policy to noeviction, and not ${policy}`);
    await opens(`${url}?vouch=eviction`);
  });

  test("where it is a cluster", async () => {
    const { url } = await started(["--cluster-enabled", "yes"]);
    const { fault, message } = await faultOf(openStore(url));
    expect(fault).toBe("settings");
    expect(message).toContain("cluster");
  });

  test("where it says nothing of its settings, unless an operator vouches for them", async () => {
    const server = await started([]);
    const rules = ["on", ">open", "~*", "+@all", "-info", "-config"];
    await server.ask(["ACL", "SETUSER", "guest", ...rules]);
    const url = server.url.replace("//", "//guest:open@");
    const { fault, message } = await faultOf(openStore(`${url}?vouch=version`));
    expect(fault).toBe("settings");
    expect(message).toContain("CONFIG GET is refused");
    expect(message).toContain("?vouch=persistence");
    await opens(`${url}?vouch=version,persistence,eviction`);
  });

  test("but not where its user may do what the guide says, and no more", async () => {
    const guide = readFileSync("docs/guide/state.md", "utf8");
    const rights = /needs `(~.*?)`/.exec(guide)?.[1]?.split(" ") ?? [];
    const server = await started([]);
    await server.ask(["ACL", "SETUSER", "guest", "on", ">open", ...rights]);
    const store = await openStore(server.url.replace("//", "//guest:open@"));
    afterTest(() => store.close());
    await store.hold({ id: "h", owner: "o", amount: 1, accounts: [{ id: "a", limit: 1, ends: 2 }], expires: 3 }, 0);
    await store.take(
      { rates: [{ key: "r", amount: 1, most: 1, per: 1 }], places: [{ key: "p", id: "i", most: 1, expires: 1 }] },
      0,
    );
    expect(await store.expire(3)).toBe(1);
    await store.leave(["i"]);
    await store.keys.put({ id: "k", hash: "", tags: [], created: 0 });
    await store.keys.remove("k");
    expect(await store.keys.list()).toEqual([]);
    await store.usage.trim("2026-01-01");
    expect(await store.usage.sums({ by: [], from: "2026-01-01", to: "2026-12-31" })).toEqual([]);
  });

  test("where CONFIG alone is refused, what INFO says is enough", async () => {
    const { url } = await started(["--rename-command", "CONFIG", ""]);
    await opens(url);
  });

  test("where the password is wrong, which is told to nobody", async () => {
    const server = await started(["--requirepass", "open-sesame"]);
    const { fault, message } = await faultOf(openStore(server.url.replace("//", "//:closed-sesame@")));
    expect(fault).toBe("settings");
    expect(message).not.toContain("closed-sesame");
    expect((await faultOf(openStore(server.url))).fault).toBe("settings");
    await opens(server.url.replace("//", "//:open-sesame@"));
  });

  test("where it is a replica that nobody may write", async () => {
    const primary = await started([]);
    const { url } = await started(["--replicaof", "127.0.0.1", String(primary.port)]);
    const { fault, message } = await faultOf(openStore(url));
    expect(fault).toBe("away");
    expect(message).toContain("replica");
  });
});

test("a Redis that is too old is refused by its version", async () => {
  const text = "redis_version:5.0.7\r\nredis_mode:standalone\r\naof_enabled:1\r\nmaxmemory_policy:noeviction\r\n";
  const old = createServer((socket) => {
    socket.on("data", (bytes) => {
      for (const asked of bytes.toString().match(/\r\n(INFO|CONFIG)\r\n/g) ?? [])
        socket.write(asked.includes("INFO") ? `$${text.length}\r\n${text}\r\n` : "*0\r\n");
    });
  });
  const port = await freePort();
  await new Promise<void>((resolve) => old.listen(port, "127.0.0.1", resolve));
  afterTest(() => old.close());
  const { fault, message } = await faultOf(openStore(`redis://127.0.0.1:${port}`));
  expect(fault).toBe("settings");
  expect(message).toContain("Redis 5.0.7");
});

test("a URL that says what there is not is refused", async () => {
  for (const [query, why] of [
    ["?prefx=a", "?prefx"],
    ["?prefix={a}", "prefix"],
    ["?vouch=all", "vouch"],
    ["?timeout=0", "timeout"],
  ] as const) {
    const { fault, message } = await faultOf(openStore(`redis://127.0.0.1:1${query}`));
    expect(fault).toBe("settings");
    expect(message).toContain(why);
  }
  expect((await faultOf(openStore("redis://host:port:1"))).fault).toBe("settings");
});
