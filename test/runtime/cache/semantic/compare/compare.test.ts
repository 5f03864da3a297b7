import { describe, expect, test } from "vitest";
import { outcomeOf } from "../../../../../runtime/cache/semantic/compare/check-outcome.ts";
import { compareAnswers } from "../../../../../runtime/cache/semantic/compare/compare-answers.ts";
import type { Answer } from "../../../../../runtime/operations/chat/answer.ts";

const text = (said: string): Answer => ({ parts: [{ kind: "text", text: said }], finish: "stop" });
const compare = (one: string, other: string) => compareAnswers(text(one), text(other));
/** Either may be the kept one. */
const both = (one: string, other: string) => [compare(one, other), compare(other, one)];

describe("answers that say the same, or surely not", () => {
  test.each([
    ["An answer.", " An answer.\n"],
    ["Positive", "positive."],
    ["**Billing**", '"billing"'],
    ["Not found!", "not  found"],
    ["一つ", "一つ。"],
    ["1.0", "1"],
    ["1e3", "1000.00"],
    ['{"a": 1.50, "b": [true, null]}', '{"b":[true,null],"a":15e-1}'],
    ['```json\n{"a": 1}\n```', '{"a": 1.0}'],
    ["[]", " [ ]"],
    ["12345678901234567890", "1234567890123456789e1"],
    ["-0", "0.0e7"],
  ])("%j and %j are the same", (one, other) => {
    expect(both(one, other)).toEqual(["same", "same"]);
  });

  test.each([
    ["positive", "negative"],
    ["Yes", "No"],
    ["-5", "5"],
    ["5.", ".5"],
    ["10²", "102"],
    ["C++", "C"],
    ["*.ts", "ts"],
    ["***", "---"],
    ["12345678901234567890", "12345678901234567891"],
    ['{"a": 1}', '{"a": "1"}'],
    ['{"a": 1}', '{"a": 1, "b": null}'],
    ['{"a": 1}', '{"b": 1}'],
    ['{"__proto__": 1}', '{"toString": 1}'],
    ['{"a": 1}', "[1]"],
    ["[1, 2]", "[2, 1]"],
    ["[]", "{}"],
    ['{"label": "refund", "why": "w"}', '{"label": "return", "why": "w"}'],
    ['{"a": 1}', "The value of a is one, as was asked for."],
    [
      `{"label": "refund", "why": "${"They ask for their money back, and for no other thing."}"}`,
      `{"label": "return", "why": "${"They want their money back. That is all they ask for."}"}`,
    ],
  ])("%j and %j are different", (one, other) => {
    expect(both(one, other)).toEqual(["different", "different"]);
  });

  test.each([
    ["The capital of France is Paris.", "Paris is the capital of France."],
    ["Paris", "The capital of France is Paris."],
    ["这是一个完整的句子，说明首都在哪里。", "首都在哪里？它在这里，这是完整的句子。"],
    [
      '{"label": "refund", "why": "They ask for their money back, and for no other thing."}',
      '{"label": "refund", "why": "They want their money back. That is all they ask for."}',
    ],
  ])("of %j and %j nobody can tell without being asked", (one, other) => {
    expect(both(one, other)).toEqual(["undecided", "undecided"]);
  });

  test("however deep they are nested, nothing breaks, and what differs is not the same", () => {
    const nested = (value: number) => `${"[".repeat(200_000)}${value}${"]".repeat(200_000)}`;
    expect(compare(nested(1), nested(2))).not.toBe("same");
    expect(compare(nested(1), nested(1))).toBe("same");
  });

  test("a refusal, a call of a tool, and an answer that was cut off are not what was kept", () => {
    const kept = text("An answer.");
    const others: Answer[] = [
      { parts: [{ kind: "refusal", text: "An answer." }], finish: "stop" },
      { parts: [...kept.parts, { kind: "tool-call", id: "1", name: "f", arguments: "{}" }], finish: "tool-calls" },
      { parts: kept.parts, finish: "length" },
      { parts: kept.parts, finish: "content-filter" },
    ];
    for (const other of others) expect(compareAnswers(kept, other)).toBe("different");
    expect(compareAnswers(kept, { ...kept, parts: [{ kind: "reasoning", text: "Hm." }, ...kept.parts] })).toBe("same");
  });
});

describe("what a check came to", () => {
  test("is what the answers say, where they say it", () => {
    expect(outcomeOf("same", { kind: "scored", kept: 0, fresh: 10 })).toBe("right");
    expect(outcomeOf("different", { kind: "scored", kept: 10, fresh: 0 })).toBe("wrong");
  });

  test("is what the judge says, where it does: an answer that was kept may score a point less", () => {
    const scored = (kept: number, fresh: number) => outcomeOf("undecided", { kind: "scored", kept, fresh });
    expect([scored(9, 9), scored(9, 7), scored(8, 9), scored(7.9, 9), scored(1, 9)]).toEqual([
      "right",
      "right",
      "right",
      "wrong",
      "wrong",
    ]);
  });

  test("is wrong where nobody can tell, and none where the judge would have had no time for any answers", () => {
    expect(outcomeOf("undecided")).toBe("wrong");
    expect(outcomeOf("undecided", { kind: "unreadable" })).toBe("wrong");
    const unjudged = (why: string) => outcomeOf("undecided", { kind: "unjudged", why });
    for (const why of ["too-long", "not-text", "unsuitable", "timeout-attempt", "content-filter", "server-error"])
      expect(unjudged(why)).toBe("wrong");
    for (const why of ["busy", "down", "full", "connect", "rate-limited", "over-budget"])
      expect(unjudged(why)).toBe("none");
  });
});
