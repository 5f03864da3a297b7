import { expect, test } from "vitest";
import { readKeysFile } from "../../cli/keys-file.ts";
import { temporaryFolder } from "./temporary-folder.ts";

const hash = "a".repeat(64);

function read(content: unknown) {
  const text = typeof content === "string" ? content : JSON.stringify(content);
  return readKeysFile(temporaryFolder({ "keys.json": text })("keys.json"));
}

test("a keys file gives its records, without tags where there are none", () => {
  const full = { id: "b", hash: "b".repeat(64), team: "t", env: "prod", tags: ["x"], routes: ["chat"], direct: true };
  expect(read([{ id: "a", hash }, full])).toEqual([{ id: "a", hash, tags: [] }, full]);
});

test("a keys file says where from, which targets and for how long, as people write it", () => {
  const asWritten = { id: "a", hash, addresses: ["10.0.0.0/8", "2001:db8::7"], targets: ["openai/*"] };
  expect(read([{ ...asWritten, expires: "2027-01-31" }])).toEqual([
    { ...asWritten, tags: [], expires: Date.UTC(2027, 0, 31) },
  ]);
});

test.each([
  ["{", /is not JSON/],
  [{}, /must hold a list/],
  [[], /holds no key/],
  [["pm-secret"], /key 1 must be an object/],
  [[{ hash }], /key 1: `id` is missing/],
  [[{ id: "a" }], /key 1: `hash` is missing/],
  [[{ id: "a", hash: "pm-secret" }], /key 1: `hash` must be the SHA-256/],
  [[{ id: "a", hash, tags: "x" }], /key 1: `tags` must be a list of texts/],
  [[{ id: "a", hash, direct: 1 }], /key 1: `direct` must be true or false/],
  [[{ id: "a", hash, addresses: ["10.0.0.1/8"] }], /key 1: `addresses` must be a list of addresses or networks/],
  [[{ id: "a", hash, targets: ["openai"] }], /key 1: `targets` must be a list of targets/],
  [[{ id: "a", hash, expires: "soon" }], /key 1: `expires` must be a date or a time/],
  [[{ id: "a", hash, expires: 1 }], /key 1: `expires` must be a date or a time/],
  [[{ id: "a", hash, key: "pm-secret" }], /key 1 has an unknown field; there are id, hash/],
  [
    [
      { id: "a", hash },
      { id: "a", hash: "b".repeat(64) },
    ],
    /keys 1 and 2 have the same `id`/,
  ],
  [
    [
      { id: "a", hash },
      { id: "b", hash: "A".repeat(64) },
    ],
    /keys 1 and 2 have the same `hash`/,
  ],
])("a keys file that is wrong says where, and tells no secret: %j", (content, message) => {
  expect(() => read(content)).toThrow(message);
  expect(() => read(content)).not.toThrow(/pm-secret/);
});
