import { expect, test } from "vitest";
import { canonicalJson } from "../../schemas/canonical.ts";
import { tableHash } from "../../schemas/table-hash.ts";

test("the order of keys, and keys without a value, do not count", () => {
  expect(canonicalJson({ b: [1, { y: 1, x: null }], a: "é\n", c: undefined, 10: true, 9: 1.5 })).toBe(
    '{"10":true,"9":1.5,"a":"é\\n","b":[1,{"x":null,"y":1}]}',
  );
});

test("the order of a list counts", () => {
  expect(canonicalJson([2, 1])).not.toBe(canonicalJson([1, 2]));
});

test("a hash is over everything but itself", () => {
  const hash = tableHash({ a: 1, hash: "" });
  expect(hash).toMatch(/^sha256-[0-9a-f]{64}$/);
  expect(tableHash({ hash, a: 1 })).toBe(hash);
  expect(tableHash({ a: 2 })).not.toBe(hash);
});
