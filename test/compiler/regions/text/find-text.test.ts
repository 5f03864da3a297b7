import { describe, expect, test } from "vitest";
import { Work } from "../../../../compiler/regions/search/work.ts";
import { findText } from "../../../../compiler/regions/text/find-text.ts";
import { holds } from "../../../../compiler/regions/text/holds.ts";
import type { TextAnswer, TextPredicate } from "../../../../compiler/regions/text/text-question.ts";
import { endsWith, equals, includes, matches, startsWith } from "./predicates.ts";

interface Question {
  must?: TextPredicate[];
  mustNot?: TextPredicate[];
  accept?: (text: string) => boolean;
}

function ask({ must = [], mustNot = [], accept }: Question, work: Work = new Work(200_000)): TextAnswer {
  return findText({ must, mustNot }, work, accept);
}

describe("texts look natural", () => {
  test.each<[string, Question, string]>([
    ["nothing is asked", {}, ""],
    ["there is a text", { mustNot: [equals("")] }, "Hello"],
    ["it has a word", { must: [includes("refund")] }, "refund"],
    ["not as the first one", { must: [includes("refund")], mustNot: [startsWith("refund")] }, "Hello refund"],
    ["not as the last one", { must: [includes("refund")], mustNot: [endsWith("refund")] }, "refund please"],
    ["two words", { must: [includes("refund"), includes("invoice")] }, "refund invoice"],
    ["a word within another", { must: [includes("fund"), includes("refund")] }, "refund"],
    ["both ends", { must: [endsWith("now."), includes("refund"), startsWith("Please")] }, "Please refund now."],
    ["a pattern", { must: [matches(/\b(?:refund|money\s+back)\b/i)] }, "refund"],
    [
      "another choice of a pattern",
      { must: [matches(/\b(?:refund|money\s+back)\b/i)], mustNot: [includes("refund")] },
      "money back",
    ],
    ["anchored patterns", { must: [matches(/\?$/), matches(/^why/i), includes("slow")] }, "why slow?"],
    ["a pattern that ordinary texts match", { must: [matches(/^\w{4,} ?/)] }, "Hello"],
    ["a pattern of length", { must: [matches(/^.{40,}$/)] }, expect.stringMatching(/^Please help me to .*\.$/)],
  ])("%s", (_, question, text) => {
    expect(ask(question)).toEqual({ kind: "text", text });
  });
});

describe("texts that must be composed", () => {
  test.each<[string, Question]>([
    ["ends that overlap", { must: [startsWith("abc"), endsWith("bcd"), matches(/^.{4}$/)] }],
    ["a literal cut by a pattern", { must: [matches(/^x.y$/), matches(/[à-ü]/)] }],
    ["a letter that is one by case only", { must: [matches(/^k$/iu)], mustNot: [matches(/k/i)] }],
    ["a property", { must: [matches(/\p{Lu}/u)], mustNot: [matches(/[A-Z]/)] }],
    ["half a character", { must: [matches(/\ud83d/)], mustNot: [matches(/\ud83d/u)] }],
    ["the next line", { must: [matches(/^b/m)], mustNot: [startsWith("b"), matches(/\n/)] }],
  ])("%s", (_, question) => {
    const answer = ask(question);
    expect(answer).toMatchObject({ kind: "text" });
    const { text } = answer as { text: string };
    expect(question.must?.every((each) => holds(each, text))).toBe(true);
    expect(question.mustNot?.some((each) => holds(each, text)) ?? false).toBe(false);
    expect(text.isWellFormed()).toBe(true);
  });

  test("a half of a character stands alone only where it has to", () => {
    expect(ask({ must: [matches(/[\ud800-\udfff]/u)] })).toMatchObject({ kind: "text", text: /^[\ud800-\udfff]$/u });
  });
});

describe("where there is none, few are blamed", () => {
  const others = [includes("invoice"), matches(/\d/), matches(/please/i)];

  test.each<[string, Question, { must: number[]; mustNot: number[] }]>([
    ["a part of a literal", { must: [...others, includes("refund")], mustNot: [includes("fund")] }, blame([3], [0])],
    ["two beginnings", { must: [startsWith("a"), ...others, startsWith("b")] }, blame([0, 4], [])],
    ["two ends", { must: [endsWith("xa"), ...others, endsWith("b")] }, blame([0, 4], [])],
    ["an equal text", { must: [...others, equals("refund")] }, blame([0, 3], [])],
    ["any text includes nothing", { must: others, mustNot: [equals("x"), includes("")] }, blame([], [1])],
    ["patterns", { must: [...others, matches(/^\s*refund/)], mustNot: [matches(/REFUND/i)] }, blame([3], [0])],
    ["a pattern against itself", { must: [matches(/a$b/), ...others] }, blame([0], [])],
    ["all texts but one", { must: [], mustNot: [matches(/[\s\S]/), startsWith("x"), equals("")] }, blame([], [0, 2])],
    [
      "three together",
      { must: [...others, matches(/[ab]{2}c/)], mustNot: [includes("ac"), includes("x"), includes("bc")] },
      blame([3], [0, 2]),
    ],
  ])("%s", (_, question, blamed) => {
    expect(ask(question)).toEqual({ kind: "none", ...blamed });
  });

  function blame(must: number[], mustNot: number[]) {
    return { must, mustNot };
  }
});

describe("what can only be tried", () => {
  test("ordinary texts are tried until one is accepted", () => {
    const accept = (text: string) => text.length % 97 === 31;
    expect(ask({ must: [includes("refund")], accept })).toMatchObject({ kind: "text", text: /refund/ });
  });

  test("one text in some hundred is found", () => {
    for (let bucket = 0; bucket < 300; bucket += 1) {
      const accept = (text: string) => hashOf(text) % 300 === bucket;
      expect(ask({ must: [includes("refund")], mustNot: [includes("fund?")], accept })).toMatchObject({ kind: "text" });
    }
  });

  test("of a few texts, each is tried", () => {
    const question = { must: [matches(/^[a-c]{3}$/)], mustNot: [includes("a")] };
    expect(ask({ ...question, accept: (text) => text === "cbc" })).toEqual({ kind: "text", text: "cbc" });
  });

  test("refusing all texts proves nothing", () => {
    const accept = () => false;
    expect(ask({ accept })).toEqual({ kind: "unknown" });
    expect(ask({ must: [equals("refund")], accept })).toEqual({ kind: "unknown" });
    expect(ask({ must: [matches(/^[ab]$/)], accept })).toEqual({ kind: "unknown" });
  });

  test("without the predicates, nothing is accepted", () => {
    expect(ask({ must: [startsWith("a"), startsWith("b")], accept: () => true })).toMatchObject({ kind: "none" });
  });

  function hashOf(text: string): number {
    let hash = 7;
    for (const character of text) hash = (Math.imul(hash, 31) + character.charCodeAt(0)) >>> 0;
    return hash;
  }
});

describe("what is too hard is left open", () => {
  const hard: Question = {
    must: [matches(/^(?:[ab][\s\S]{40}c|[\s\S]{39}d)+$/), matches(/^(?:[\s\S]{43})+$/)],
    mustNot: [matches(/c[\s\S]{30}[ad]/), matches(/b[\s\S]{20}[ac]/), matches(/^[\s\S]{0,300}$/)],
  };

  test("within the work", () => {
    const work = new Work(20_000);
    expect(ask(hard, work)).toEqual({ kind: "unknown" });
    expect(work.left).toBeGreaterThan(-20_000);
  });

  test("a pattern that is not understood, unless a text is found by trying", () => {
    const lookAhead = matches(/^(?=a)a/);
    expect(ask({ mustNot: [lookAhead] })).toEqual({ kind: "text", text: "" });
    expect(ask({ must: [lookAhead, startsWith("a")] })).toEqual({ kind: "text", text: "a" });
    expect(ask({ must: [lookAhead, startsWith("b")] })).toEqual({ kind: "unknown" });
  });

  test("the same work gives the same answer", () => {
    for (const steps of [10, 1_000, 5_000]) {
      const [one, other] = [new Work(steps), new Work(steps)];
      expect(ask(hard, one)).toEqual(ask(hard, other));
      expect(one.left).toBe(other.left);
    }
  });
});

test("thousands of predicates that do not matter cost little", () => {
  const many = Array.from({ length: 5_000 }, (_, i) => includes(`word ${i}`));
  const work = new Work(100_000);
  expect(ask({ must: [includes("refund"), matches(/^\s/)], mustNot: many }, work)).toMatchObject({ kind: "text" });
  expect(ask({ must: [matches(/word 77(?!)|^word 77$/)], mustNot: many }, work)).toEqual({ kind: "unknown" });
});
