import { expect, test } from "vitest";
import {
  hashKey,
  type KeyRecord,
  KeyRing,
  mayUseRoute,
  openCheck,
  openedKeys,
  openKey,
} from "../../../runtime/state/keys.ts";

const record: KeyRecord = { id: "k", hash: hashKey("secret"), tags: [] };

const checkOf = (keys: readonly KeyRecord[]) => new KeyRing(openedKeys(keys)).check;

test("a key is found by its hash, in the Bearer scheme however it is spelled", () => {
  const check = checkOf([{ ...record, id: "other", hash: hashKey("other") }, record]);
  expect(check({ authorization: "Bearer secret" })).toMatchObject({ id: "k" });
  expect(check({ authorization: "bearer  secret " })).toMatchObject({ id: "k" });
  expect(check({ authorization: "Bearer other" })).toMatchObject({ id: "other" });
});

test.each([undefined, "", "secret", "Bearer", "Bearer ", "Basic secret", "Bearer secre", `Bearer ${record.hash}`])(
  "%s is no key",
  (authorization) => {
    expect(checkOf([record])({ ...(authorization !== undefined && { authorization }) })).toHaveProperty("fault");
  },
);

test.each([
  {},
  { host: "127.0.0.1:4400" },
  { host: "localhost" },
  { host: "[::1]:4400", origin: "http://localhost:3000" },
])("an open listener takes everyone on this machine for the same caller: %o", (headers) => {
  expect(openCheck(headers)).toBe(openKey);
});

test.each([
  { host: "rebound.example:4400" },
  { host: "127.0.0.1:4400", origin: "https://page.example" },
  { host: "127.0.0.1:4400", origin: "null" },
])("an open listener does not take a page from elsewhere for a local caller: %o", (headers) => {
  expect(openCheck(headers)).toEqual({ fault: "missing" });
});

test("a key without a list of routes may use all", () => {
  expect(mayUseRoute(record, { name: "any" })).toBe(true);
  expect(mayUseRoute({ ...record, routes: ["a"] }, { name: "b" })).toBe(false);
});

test.each([
  [undefined, false],
  ["dev", false],
  ["Prod", false],
  ["prod", true],
  ["stage", true],
])("a route for prod and stage is not there for a key of %s: %s", (env, isThere) => {
  const key = { ...record, routes: ["a"], ...(env !== undefined && { env }) };
  expect(mayUseRoute(key, { name: "a", env: ["prod", "stage"] })).toBe(isThere);
  expect(mayUseRoute(key, { name: "b", env: ["prod", "stage"] })).toBe(false);
});

test("what came over a connection before opens nothing for another key on it, or on another connection", () => {
  const other = { ...record, id: "other", hash: hashKey("others") };
  const check = checkOf([record, other]);
  const [one, two] = [{}, {}];
  const bearer = (key: string) => ({ authorization: `Bearer ${key}` });
  for (const connection of [one, two, one]) {
    expect(check(bearer("secret"), connection)).toBe(record);
    for (const wrong of ["secreT", "Secret", "secre", "secrets", record.hash])
      expect(check(bearer(wrong), connection)).toEqual({ fault: "unknown" });
    expect(check(bearer("others"), connection)).toBe(other);
    expect(check({}, connection)).toEqual({ fault: "missing" });
  }
});

test("keys that are replaced open nothing more over a connection that they have opened", () => {
  const ring = new KeyRing(openedKeys([record]));
  const connection = {};
  const asked = { authorization: "Bearer secret" };
  expect(ring.check(asked, connection)).toBe(record);
  ring.replace(openedKeys([]));
  expect(ring.check(asked, connection)).toEqual({ fault: "unknown" });
});
