import { expect, test } from "vitest";
import type { Condition } from "../../../compiler/lower/ir.ts";
import { printCondition } from "../../../compiler/plan/print-condition.ts";
import { all, always, any, below, flag, from, not, oneOf, present, range } from "../regions/conditions.ts";

const tags = flag("key.tags", "vip");
const pii = oneOf("metadata.sensitivity", "pii");

test.each<[string, Condition]>([
  ["inputTokens > 32000", from("inputTokens", 32_001)],
  ["inputTokens >= 32000", from("inputTokens", 32_000)],
  ["inputTokens < 32000", below("inputTokens", 32_000)],
  ["inputTokens <= 32000", below("inputTokens", 32_001)],
  ["images > 0", from("images", 1)],
  ["images === 2", range("images", 2, 3)],
  ["hour > 8 && hour < 18", range("hour", 9, 18)],
  ['metadata.sensitivity === "pii"', pii],
  ['metadata.sensitivity !== "pii"', not(pii)],
  ['metadata["x-y"] === "a\\"b"', oneOf("metadata.x-y", 'a"b')],
  ['["a", "b"].includes(model)', oneOf("model", "a", "b")],
  ['["a", "b"].includes(model)', any(oneOf("model", "a"), oneOf("model", "b"), oneOf("model", "a"))],
  ["key.team === undefined", not(present("key.team"))],
  ["key.team !== undefined", present("key.team")],
  ['key.tags.includes("vip")', tags],
  ['text.includes("déjà")', flag("text.includes", "déjà")],
  ["!needs.vision", not(flag("needs.vision"))],
  ["!(images > 0)", not(from("images", 1))],
  ["!(stream || hasCode)", not(any(flag("stream"), flag("hasCode")))],
  ["stream && (hasCode || images > 0)", all(flag("stream"), any(flag("hasCode"), from("images", 1)))],
  ["stream && hasCode || images > 0", any(all(flag("stream"), flag("hasCode")), from("images", 1))],
  ["stream && hasCode && images > 0", all(all(flag("stream"), flag("hasCode")), from("images", 1))],
  ["!(hour > 8 && hour < 18)", not(range("hour", 9, 18))],
  ["stream", all(any(flag("stream")))],
  ["true", always],
  ["false", range("hour", 5, 5)],
])("%s", (text, condition) => {
  expect(printCondition(condition)).toBe(text);
});
