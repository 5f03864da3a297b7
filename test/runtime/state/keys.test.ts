import { expect, test } from "vitest";
import { hashKey, keyCheck, mayUseRoute, openKey } from "../../../runtime/state/keys.ts";

const record = { id: "k", hash: hashKey("secret"), tags: [] };

test("a key is found by its hash, in the Bearer scheme however it is spelled", () => {
  const check = keyCheck([{ ...record, id: "other", hash: hashKey("other") }, record]);
  expect(check({ authorization: "Bearer secret" })?.id).toBe("k");
  expect(check({ authorization: "bearer  secret " })?.id).toBe("k");
  expect(check({ authorization: "Bearer other" })?.id).toBe("other");
});

test.each([undefined, "", "secret", "Bearer", "Bearer ", "Basic secret", "Bearer secre", `Bearer ${record.hash}`])(
  "%s is no key",
  (authorization) => {
    expect(keyCheck([record])({ ...(authorization !== undefined && { authorization }) })).toBeUndefined();
  },
);

test.each([
  {},
  { host: "127.0.0.1:4400" },
  { host: "localhost" },
  { host: "[::1]:4400", origin: "http://localhost:3000" },
])("an open listener takes everyone on this machine for the same caller: %o", (headers) => {
  expect(keyCheck("open")(headers)).toBe(openKey);
});

test.each([
  { host: "rebound.example:4400" },
  { host: "127.0.0.1:4400", origin: "https://page.example" },
  { host: "127.0.0.1:4400", origin: "null" },
])("an open listener does not take a page from elsewhere for a local caller: %o", (headers) => {
  expect(keyCheck("open")(headers)).toBeUndefined();
});

test("a key without a list of routes may use all", () => {
  expect(mayUseRoute(record, "any")).toBe(true);
  expect(mayUseRoute({ ...record, routes: ["a"] }, "b")).toBe(false);
});

test("what came over a connection before opens nothing for another key on it, or on another connection", () => {
  const other = { ...record, id: "other", hash: hashKey("others") };
  const check = keyCheck([record, other]);
  const [one, two] = [{}, {}];
  const bearer = (key: string) => ({ authorization: `Bearer ${key}` });
  for (const connection of [one, two, one]) {
    expect(check(bearer("secret"), connection)).toBe(record);
    for (const wrong of ["secreT", "Secret", "secre", "secrets", record.hash])
      expect(check(bearer(wrong), connection)).toBeUndefined();
    expect(check(bearer("others"), connection)).toBe(other);
    expect(check({}, connection)).toBeUndefined();
  }
});
