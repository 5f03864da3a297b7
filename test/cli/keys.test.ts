import { createHash } from "node:crypto";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { expect, test } from "vitest";
import { openStore } from "../../runtime/state/store/open-store.ts";
import type { StoredKey } from "../../runtime/state/store/stored-keys.ts";
import { type Run, runCommand } from "./recording-terminal.ts";
import { temporaryFolder } from "./temporary-folder.ts";

function keysAt(place: string): (...words: string[]) => Promise<Run> {
  return (verb = "", ...words) => runCommand(["keys", verb, ...words, "--state", place]);
}

async function inStore(place: string): Promise<readonly StoredKey[]> {
  const store = await openStore(place);
  try {
    return await store.keys.list();
  } finally {
    await store.close();
  }
}

const sha256 = (text: string) => createHash("sha256").update(text).digest("hex");
const newPlace = (): string => `sqlite:${temporaryFolder({})("state.db")}`;
const KEY = /^pm-[\w-]{32}$/;
const NOW = Date.UTC(2026, 10, 20, 12);

test("a new key is alone on the output, and the store holds its hash and what it carries, nowhere the key", async () => {
  const place = newPlace();
  const words = ["--id", "support", "--team", "support", "--env", "prod", "--tags", "a,b", "--routes", "chat, mail"];
  const more = ["--targets", "one/*,two/m", "--addresses", "10.0.0.0/8,2001:db8::7", "--direct", "--priority=-3"];
  const made = await keysAt(place)("create", ...words, ...more, "--expires", "90d");
  expect([made.code, made.out]).toEqual([0, expect.stringMatching(KEY)]);
  expect(made.err).toContain("expires    2027-02-18T12:00:00Z");
  expect(await inStore(place)).toEqual([
    {
      ...{ id: "support", hash: sha256(made.out), team: "support", env: "prod", tags: ["a", "b"] },
      ...{ routes: ["chat", "mail"], targets: ["one/*", "two/m"], addresses: ["10.0.0.0/8", "2001:db8::7"] },
      ...{ direct: true, priority: -3, created: NOW, expires: NOW + 90 * 86_400_000 },
    },
  ]);
  expect(readFileSync(place.slice("sqlite:".length)).includes(made.out)).toBe(false);
  for (const verb of ["list", "show"])
    for (const format of ["table", "json"]) {
      const words = verb === "show" ? ["support"] : [];
      const { out } = await keysAt(place)(verb, ...words, "--format", format);
      expect(out).toContain("support");
      expect(out).not.toContain(made.out);
      expect(out).not.toContain(sha256(made.out));
    }
});

test("no two new keys are alike, and each has a name of its own", async () => {
  const place = newPlace();
  const made = [await keysAt(place)("create"), await keysAt(place)("create")];
  expect(new Set(made.map(({ out }) => out)).size).toBe(2);
  const listed = JSON.parse((await keysAt(place)("list", "--format", "json")).out) as { id: string }[];
  expect(new Set(listed.map(({ id }) => id)).size).toBe(2);
});

test("a rotated key opens for a day beside the new one, unless something else is said, and never longer than was said last", async () => {
  const place = newPlace();
  const keys = keysAt(place);
  const first = (await keys("create", "--id", "ci")).out;
  const second = (await keys("rotate", "ci")).out;
  expect(await inStore(place)).toMatchObject([
    { hash: sha256(second), former: [{ hash: sha256(first), until: NOW + 86_400_000 }] },
  ]);
  const third = (await keys("rotate", "ci", "--overlap", "30m", "--format", "json")).out;
  const { key, formerUntil } = JSON.parse(third) as { key: string; formerUntil: string };
  expect(formerUntil).toBe("2026-11-20T12:30:00Z");
  const until = NOW + 1_800_000;
  expect(await inStore(place)).toMatchObject([
    {
      hash: sha256(key),
      former: [
        { hash: sha256(second), until },
        { hash: sha256(first), until },
      ],
    },
  ]);
  expect((await keys("list")).out).toContain("valid, rotating");
});

test("a key that is revoked stays so, and is not rotated", async () => {
  const place = newPlace();
  const keys = keysAt(place);
  await keys("create", "--id", "ci");
  expect((await keys("revoke", "ci")).out).toContain("revoked    2026-11-20T12:00:00Z");
  const rotated = await keys("rotate", "ci");
  expect([rotated.code, rotated.err]).toEqual([2, expect.stringContaining("`ci` was revoked: make a new one")]);
  expect(JSON.parse((await keys("show", "ci", "--format", "json")).out)).toMatchObject({ state: "revoked" });
});

test("of many who rotate and one who revokes at once none undoes what another did", async () => {
  const place = newPlace();
  const keys = keysAt(place);
  await keys("create", "--id", "ci");
  const rotations = Array.from({ length: 6 }, () => keys("rotate", "ci"));
  const ends = await Promise.all([...rotations, keys("revoke", "ci")]);
  const rotated = ends.slice(0, 6).filter(({ code }) => code === 0);
  const [key] = await inStore(place);
  expect(key?.revoked).toBe(NOW);
  expect(key?.former?.length ?? 0).toBe(rotated.length);
  expect([key?.hash, ...(key?.former ?? []).map(({ hash }) => hash)]).toEqual(
    expect.arrayContaining(rotated.map(({ out }) => sha256(out))),
  );
});

test.each<[string[], RegExp]>([
  [
    ["create", "--addresses", "10.0.0.1/8"],
    /--addresses: `10.0.0.1\/8` says more than its first 8 bits: write 10.0.0.0\/8/,
  ],
  [["create", "--addresses", "10.0.0.0/8,nowhere"], /--addresses: `nowhere` is no address/],
  [["create", "--targets", "one"], /--targets: `one` names no target: write provider\/model/],
  [["create", "--expires", "soon"], /--expires is a date, a time or a duration, .* not `soon`/],
  [["create", "--expires", "2027-02-30"], /--expires is a date/],
  [["create", "--expires", "2020-01-01"], /--expires: `2020-01-01` is over already/],
  [["create", "--expires", "999999999w"], /--expires is a date/],
  [["create", "--priority", "high"], /--priority is a whole number/],
  [["create", "--team", " "], /--team is a name/],
  [["create", "--id", "a,b"], /--id is a name/],
  [["create", "--routes", "a,,b"], /--routes is a list with commas between/],
  [["create", "--format", "yaml"], /--format is `table` or `json`/],
  [["create", "--id", "ci"], /there is a key `ci` already: rotate it/],
  [["rotate", "ci", "--overlap", "1"], /--overlap is a duration/],
  [["rotate", "cj"], /there is no key `cj`; did you mean `ci`\?/],
  [["revoke", "other"], /there is no key `other`\n/],
  [["show"], /the key's id is missing/],
  [["remove", "ci"], /`keys` has `create`, `list`, .* no `remove`; did you mean `revoke`/],
])("%j is refused with what is wrong, and changes nothing", async (words, message) => {
  const place = newPlace();
  await keysAt(place)("create", "--id", "ci");
  const before = await inStore(place);
  const refused = await keysAt(place)(...words);
  expect(refused.code).toBe(2);
  expect(refused.err.trimEnd()).toMatch(message);
  expect(refused.out).toBe("");
  expect(await inStore(place)).toEqual(before);
});

test("a store that is not there is made by a new key alone, and one that is none is refused by name", async () => {
  const path = temporaryFolder({ "other.db": "this is no database, whatever its name says of it. ".repeat(200) });
  const nowhere = await keysAt(`sqlite:${path("state.db")}`)("list");
  expect([nowhere.code, nowhere.err]).toEqual([2, expect.stringContaining("there is no store at")]);
  expect(existsSync(path("state.db"))).toBe(false);
  for (const [place, message] of [
    [`sqlite:${path("other.db")}`, /other\.db/],
    ["memory", /--state memory ends with its process/],
    ["file.db", /A store is memory, sqlite:<file> or redis/],
    ["redis://:secret@127.0.0.1:1", /127\.0\.0\.1:1/],
  ] as const) {
    const refused = await keysAt(place)("create");
    expect([place, refused.code]).toEqual([place, 2]);
    expect(refused.err).toMatch(message);
    expect(refused.err).not.toContain("secret");
  }
  writeFileSync(path("full"), "");
  expect((await keysAt(`sqlite:${path("full/state.db")}`)("create")).code).toBe(2);
});
