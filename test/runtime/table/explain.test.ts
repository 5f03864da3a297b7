import { expect, test } from "vitest";
import { explain } from "../../../runtime/table/explain.ts";
import { all, any, flag, from, never, oneOf } from "../../compiler/regions/conditions.ts";
import { factsOf, loadedRoute } from "./tables.ts";

const route = loadedRoute(
  all(flag("stream"), from("maxOutputTokens", 100)),
  never,
  any(flag("text.includes", "x"), flag("key.tags", "vip")),
  oneOf("model", "main"),
  flag("needs.pdf"),
);

test("each rule up to the deciding one says which facts exclude it, with their values", () => {
  const { decision, rules } = explain(route, factsOf({ body: { model: "main", max_tokens: 100 } }));
  expect(decision).toMatchObject({ rule: 3, status: 403 });
  expect(rules.map(({ rule, holds, impossible, excludedBy }) => ({ rule, holds, impossible, excludedBy }))).toEqual([
    { rule: 0, holds: false, impossible: false, excludedBy: [{ fact: "stream", value: false }] },
    { rule: 1, holds: false, impossible: true, excludedBy: [] },
    {
      rule: 2,
      holds: false,
      impossible: false,
      excludedBy: [
        { fact: 'key.tags.includes("vip")', value: false },
        { fact: 'text.includes("x")', value: false },
      ],
    },
    { rule: 3, holds: true, impossible: false, excludedBy: [] },
  ]);
  expect(rules[0]?.when).toBe("stream && maxOutputTokens >= 100");
});

test("when no rule decides, all of them say why, and every fact asked for is listed", () => {
  const { decision, rules, facts } = explain(route, factsOf());
  expect(decision.rule).toBe("otherwise");
  expect(rules.map(({ excludedBy }) => excludedBy.map(({ fact }) => fact))).toEqual([
    ["maxOutputTokens", "stream"],
    [],
    ['key.tags.includes("vip")', 'text.includes("x")'],
    ["model"],
    ["needs.pdf"],
  ]);
  expect(facts).toContainEqual({ fact: "maxOutputTokens", value: undefined });
});
