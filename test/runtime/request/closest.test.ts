import { expect, test } from "vitest";
import { closest } from "../../../runtime/request/closest.ts";

test.each([
  ["suport", "support"],
  ["Support", "support"],
  ["supprot", "support"],
  ["chta", "chat"],
  ["gpt", undefined],
  ["", undefined],
])("%s probably means %s", (name, meant) => {
  expect(closest(name, ["support", "chat"])).toBe(meant);
});
