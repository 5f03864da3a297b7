import { describe, expect, test } from "vitest";
import { Work } from "../../../../compiler/regions/search/work.ts";
import { findText } from "../../../../compiler/regions/text/find-text.ts";
import { holds } from "../../../../compiler/regions/text/holds.ts";
import type { TextPredicate, TextQuestion } from "../../../../compiler/regions/text/text-question.ts";
import { Random } from "../../../agreement/random.ts";
import { isTrue, randomPredicate, type Shape, textsOver } from "./predicates.ts";

const shapes: Record<string, Shape & { longest: number }> = {
  letters: {
    characters: ["a", "b", "c"],
    sets: ["a", "b", "c", "[ab]", "[^a]", ".", "\\w", "[b-z]"],
    flags: ["", "", "s", "m"],
    longest: 7,
  },
  "cases, words and lines": {
    characters: ["a", "B", " ", "\n"],
    sets: ["a", "b", "B", "\\s", "\\S", "\\W", "[^b]", ".", "[a-b]", "[^\\n]", "\\n", "\\x61"],
    flags: ["", "i", "m", "im", "s", "is", "ms"],
    longest: 6,
  },
  "halves of characters": {
    characters: ["a", "\ud83d", "\ude00"],
    sets: ["a", ".", "[^a]", "\\ud83d", "\\ude00", "😀", "\\ud83d\\ude00", "[^😀]", "\\W", "[\\ud800-\\udfff]"],
    flags: ["", "u", "u", "us", "iu"],
    longest: 6,
  },
  "cases beyond ASCII": {
    characters: ["k", "\u212a", "ſ", "É"],
    sets: ["k", "K", "s", "é", "\\w", "\\W", "[^k]", "[à-ü]", "[^É]", "\\u212a", ".", "[^\\ws]"],
    flags: ["", "i", "iu", "iu", "u", "imu"],
    longest: 5,
  },
};

const POOL = 200;
const QUESTIONS = 1_500;

describe.each(Object.entries(shapes))("against all short texts of %s", (_, shape) => {
  const random = new Random(7);
  const texts = textsOver(shape.characters, shape.longest);
  const pool = random.list(POOL, () => randomPredicate(shape, random));
  const truth = new Map(pool.map((each) => [each, texts.map((text) => isTrue(each, text))]));
  const isShort = ({ must, mustNot }: TextQuestion) =>
    texts.some((_, i) => must.every((p) => truth.get(p)![i]) && !mustNot.some((p) => truth.get(p)![i]));
  const some = (): TextPredicate[] => random.list(random.integer(4), () => random.pick(pool));
  const questions = random.list(QUESTIONS, (): TextQuestion => ({ must: some(), mustNot: some() }));
  const answers = questions.map((question) => ({ question, answer: findText(question, new Work(1_000_000)) }));

  test("a predicate holds where it does", () => {
    for (const each of pool) expect(texts.map((text) => holds(each, text))).toEqual(truth.get(each));
  });

  test("a text gets every predicate right", () => {
    const wrong = answers.filter(
      ({ question: { must, mustNot }, answer }) =>
        answer.kind === "text" &&
        !(must.every((p) => isTrue(p, answer.text)) && !mustNot.some((p) => isTrue(p, answer.text))),
    );
    expect(wrong).toEqual([]);
    expect(answers.filter(({ answer }) => answer.kind === "text").length).toBeGreaterThan(QUESTIONS / 5);
  });

  test("where there is none, no short text is one, even with what is blamed alone", () => {
    const none = answers.flatMap(({ question: { must, mustNot }, answer }) =>
      answer.kind === "none"
        ? [{ must: answer.must.map((i) => must[i]!), mustNot: answer.mustNot.map((i) => mustNot[i]!) }]
        : [],
    );
    expect(none.filter(isShort)).toEqual([]);
    expect(none.filter((core) => findText(core, new Work(1_000_000)).kind !== "none")).toEqual([]);
    expect(none.length).toBeGreaterThan(QUESTIONS / 5);
  });

  test("what is blamed is needed", () => {
    const larger = answers.filter(({ question: { must, mustNot }, answer }) => {
      if (answer.kind !== "none") return false;
      const core = { must: answer.must.map((i) => must[i]!), mustNot: answer.mustNot.map((i) => mustNot[i]!) };
      const less = [
        ...core.must.map((_, i) => ({ ...core, must: core.must.toSpliced(i, 1) })),
        ...core.mustNot.map((_, i) => ({ ...core, mustNot: core.mustNot.toSpliced(i, 1) })),
      ];
      return less.some((question) => findText(question, new Work(1_000_000)).kind === "none");
    });
    expect(larger).toEqual([]);
  });

  test("nothing is left open", () => {
    expect(answers.filter(({ answer }) => answer.kind === "unknown")).toEqual([]);
  });
});
