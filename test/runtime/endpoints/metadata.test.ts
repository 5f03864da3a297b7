import { expect, test } from "vitest";
import { readMetadata } from "../../../runtime/endpoints/metadata.ts";

const declared = ["team", "Tier"];

test("only declared names are read, the headers over the body", () => {
  const headers = { "x-pointsman-metadata": '{"team":"b","own":"x"}', "x-pointsman-tier": "gold" };
  const { values } = readMetadata(declared, { team: "a", Tier: "tin", other: "y" }, headers);
  expect({ ...values }).toEqual({ team: "b", Tier: "gold" });
});

test("numbers and switches count as their texts, anything else as missing", () => {
  const { values } = readMetadata(["a", "b", "c", "d"], { a: 1, b: true, c: null, d: {} }, {});
  expect({ ...values }).toEqual({ a: "1", b: "true" });
});

test.each(["{", "[]", "1", "null", '"x"'])("the header %s is not an object", (header) => {
  expect(readMetadata(declared, {}, { "x-pointsman-metadata": header }).badHeader).toBe("x-pointsman-metadata");
});

test.each([undefined, null, "x", []])("a body's metadata of %s says nothing", (body) => {
  expect({ ...readMetadata(declared, body, {}).values }).toEqual({});
});

test("a header in UTF-8 is read as such", () => {
  const header = Buffer.from("größe").toString("latin1");
  expect(readMetadata(["team"], {}, { "x-pointsman-team": header }).values.team).toBe("größe");
});
