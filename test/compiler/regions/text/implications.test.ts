import { describe, expect, test } from "vitest";
import { exclusions } from "../../../../compiler/regions/text/implications.ts";
import type { TextPredicate } from "../../../../compiler/regions/text/text-question.ts";
import { Random } from "../../../agreement/random.ts";
import { endsWith, equals, includes, isTrue, matches, randomPredicate, startsWith, textsOver } from "./predicates.ts";

const must = (...indexes: number[]) => ({ must: indexes, mustNot: [] });
const implies = (index: number, other: number) => ({ must: [index], mustNot: [other] });

describe("what excludes each other", () => {
  test.each<[string, TextPredicate[], ReturnType<typeof exclusions>]>([
    ["nothing", [includes("a"), startsWith("b"), endsWith("c"), matches(/d/)], []],
    ["a literal and its part", [includes("refund"), includes("fund")], [implies(0, 1)]],
    ["a beginning and its beginning", [startsWith("re"), startsWith("refund")], [implies(1, 0)]],
    ["an end and its end", [endsWith("refund"), endsWith("fund")], [implies(0, 1)]],
    ["a beginning and what it has", [includes("fun"), startsWith("refund")], [implies(1, 0)]],
    ["two beginnings", [startsWith("a"), startsWith("b")], [must(0, 1)]],
    ["two ends", [endsWith("ab"), endsWith("ac")], [must(0, 1)]],
    ["two texts", [equals("a"), equals("b")], [must(0, 1)]],
    ["a text and what it has", [equals("abc"), endsWith("c"), includes("d")], [implies(0, 1), must(0, 2)]],
    ["a predicate that always holds", [startsWith(""), includes("a")], [{ must: [], mustNot: [0] }]],
    ["a pattern that always holds", [includes("a"), matches(/a*/)], [{ must: [], mustNot: [1] }]],
    ["a pattern that never holds", [includes("a"), matches(/a^/)], [must(1)]],
    ["a pattern and a literal", [matches(/refund/i), includes("refund")], [implies(1, 0)]],
    ["a literal and a pattern", [includes("refund"), matches(/^(?:a refund|refunds)$/)], [implies(1, 0)]],
    ["patterns", [matches(/^\d+$/), matches(/[a-z]/)], [must(0, 1)]],
    ["patterns of which one holds", [matches(/[\s\S]/), matches(/^$/)], [must(0, 1), { must: [], mustNot: [0, 1] }]],
    ["a pattern that is not understood", [matches(/(?=a)b/), includes("c")], []],
  ])("%s", (_, predicates, found) => {
    expect(exclusions(predicates)).toEqual(found);
  });
});

test("of small predicates, those are found of which no short text is an example, and no others", () => {
  const shape = { characters: ["a", "b"], sets: ["a", "b", "."], flags: ["", "s"] };
  const texts = textsOver(["a", "b", "\n", " "], 6);
  const random = new Random(3);
  for (let round = 0; round < 40; round += 1) {
    const predicates = random.list(5, () => randomPredicate(shape, random, 0));
    const truth = predicates.map((each) => texts.map((text) => isTrue(each, text)));
    const without = (must: number[], mustNot: number[]) =>
      !texts.some((_, i) => must.every((at) => truth[at]![i]) && !mustNot.some((at) => truth[at]![i]));
    expect(shown(exclusions(predicates)), JSON.stringify(predicates)).toEqual(shown(allExclusions(5, without)));
  }
});

type Exclusions = ReturnType<typeof exclusions>;

function allExclusions(count: number, without: (must: number[], mustNot: number[]) => boolean): Exclusions {
  const each = Array.from({ length: count }, (_, at) => at);
  const singles = each.flatMap((at) => [must(at), { must: [], mustNot: [at] }]);
  const found = singles.filter((one) => without(one.must, one.mustNot));
  const open = each.filter((at) => !found.some((one) => [...one.must, ...one.mustNot].includes(at)));
  const pairs = open.flatMap((a) =>
    open.flatMap((b) => (a < b ? [must(a, b), implies(a, b), implies(b, a), { must: [], mustNot: [a, b] }] : [])),
  );
  return [...found, ...pairs.filter((pair) => without(pair.must, pair.mustNot))];
}

function shown(found: Exclusions): string[] {
  return found.map(({ must, mustNot }) => `${must} not ${mustNot}`).sort();
}

test("there are never more than a few hundred, however many predicates", () => {
  const many = Array.from({ length: 2_000 }, (_, i) => startsWith(`${i} `));
  const found = exclusions(many);
  expect(found.length).toBeGreaterThan(100);
  expect(found.length).toBeLessThan(1_000);
});
