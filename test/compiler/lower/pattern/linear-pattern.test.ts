import { describe, expect, test } from "vitest";
import { patternProblem } from "../../../../compiler/lower/linear-pattern.ts";
import { Random } from "../../../agreement/random.ts";
import { thorough } from "../../../thorough.ts";
import { type Matched, search, sourceOf } from "./backtracking.ts";
import { randomPattern } from "./random-pattern.ts";

const FIRST_SEED = Number(process.env.PATTERN_SEED ?? 1);
const PATTERNS = Number(process.env.PATTERN_COUNT ?? thorough(1_500, 300));

describe("a pattern takes linear time", () => {
  test.each([
    /refund/i,
    /\bTICKET-\d+\b/,
    /^\s*(?:please\s)?summari[sz]e/i,
    /\d{3}-\d{2}-\d{4}/,
    /\b\d{4}(?:[ -]?\d{4}){2,4}\b/,
    /[\w.]{1,64}@[\w-]{1,63}\.[a-z]{2,10}/i,
    /(?:password|secret|token).{0,20}=/,
    /^(?:GET|POST) \/[^ ]* HTTP/,
    /^[^a]*a[^b]*b$/,
    /colou?rs?/,
    /a+/,
    /(?:a|b)+/,
    /-----BEGIN [A-Z ]{1,40}-----/,
    /^\d+$/m,
    /\p{Lu}{2,5}/u,
    /[一-龥]{4,8}/,
    /(?<year>\d{4})-(?<month>\d\d)/,
    /\d\s*USD/,
    /^/,
    /(?:)/,
    /^[ \t]*error/m,
  ])("%s", (pattern) => {
    expect(patternProblem(pattern.source, pattern.flags)).toBeUndefined();
  });
});

describe("a pattern that does not is refused at its part", () => {
  test.each([
    [/(a+)+b/, "a+"],
    [/^(a+)+$/, "a+"],
    [/^(a|a)*$/, "(a|a)*"],
    [/^(a|ab)(c|bcd)*(d*)*$/, "(d*)*"],
    [/(.*)*x/, "(.*)*"],
    [/\d+kg/, "\\d+"],
    [/\s+$/, "\\s+"],
    [/.*foo/, ".*"],
    [/foo.*bar/, ".*"],
    [/^a*a*b/, "a*"],
    [/^.*,.*,.*x/, ".*"],
    [/^(\w+\s?)*$/, "\\w+"],
    [/^(?:a?){2,9}b/, "(?:a?){2,9}"],
    [/a{0,400}b/, "a{0,400}"],
    [/^([a-zA-Z0-9])(([-.]|[_]+)?([a-zA-Z0-9]+))*(@){1}/, "[a-zA-Z0-9]+"],
    [/(?:k|K)*!/iu, "(?:k|K)*"],
    [/[\u212a]*k*!/iu, "[\\u212a]*"],
    [/(?:.{1,50}){1,50}/, ".{1,50}"],
  ])("%s", (pattern, part) => {
    const problem = patternProblem(pattern.source, pattern.flags);
    expect(problem?.kind).toBe("not-linear");
    expect(pattern.source.slice(problem?.part?.start, problem?.part?.end)).toBe(part);
  });
});

describe("what is not supported is refused by its name", () => {
  test.each([
    ["a(?=b)", "", "is a look-ahead, which is not supported"],
    ["(?<!a)b", "", "is a look-behind, which is not supported"],
    ["(a)\\1", "", "is a back-reference, which is not supported"],
    ["(?<n>a)\\k<n>", "", "is a back-reference, which is not supported"],
    ["(?i:a)", "", "is a change of flags, which is not supported"],
    ["a", "g", "has the flag `g`, which is not supported"],
    ["a", "y", "has the flag `y`, which is not supported"],
    ["(", "", "is not a regular expression"],
    ["[\\1]", "", "is an octal escape, which is not supported"],
  ])("/%s/%s", (source, flags, what) => {
    expect(patternProblem(source, flags)).toMatchObject({ kind: "unsupported", what });
  });
});

test("the reference matcher agrees with RegExp, and its steps show what is not linear", () => {
  for (const { random, pattern } of randomPatterns(500)) {
    const text = pumped(random, 12);
    const { found } = search(pattern, text);
    expect(found, `${sourceOf(pattern)} on ${text}`).toBe(new RegExp(sourceOf(pattern)).test(text));
  }
  const digits: Matched = { kind: "character", source: "\\d", matches: (character) => /\d/.test(character) };
  const quadratic: Matched = {
    kind: "sequence",
    of: [{ kind: "repeat", of: digits, min: 1, max: Number.POSITIVE_INFINITY, lazy: false }, { kind: "end" }],
  };
  const text = (size: number) => `${"1".repeat(size)}x`;
  expect(growth((size) => search(quadratic, text(size)).steps)).toBeGreaterThan(1.9);
});

test("a backtracking matcher takes linear time on every accepted pattern", { timeout: 120_000 }, () => {
  let accepted = 0;
  for (const { random, pattern } of randomPatterns(PATTERNS)) {
    if (patternProblem(sourceOf(pattern), "")) continue;
    accepted += 1;
    for (let i = 0; i < 6; i++) {
      const { before, pump, after } = shape(random);
      const steps = (size: number) => search(pattern, before + pump.repeat(size) + after).steps;
      const shown = `${sourceOf(pattern)} on ${before}(${pump})*${after}`;
      expect(growth(steps), shown).toBeLessThanOrEqual(1.25);
    }
  }
  expect(accepted).toBeGreaterThan(PATTERNS / 10);
});

/** How much faster than its argument a count grows: 1 is linear, 2 quadratic. */
function growth(steps: (size: number) => number): number {
  const [one, two, four] = [40, 80, 160].map(steps) as [number, number, number];
  return (four - two + 200) / (2 * (two - one) + 200);
}

function* randomPatterns(count: number): Generator<{ random: Random; pattern: Matched }> {
  for (let seed = FIRST_SEED; seed < FIRST_SEED + count; seed++) {
    const random = new Random(seed);
    yield { random, pattern: randomPattern(random, 1 + random.integer(4)) };
  }
}

function shape(random: Random): { before: string; pump: string; after: string } {
  return { before: pumped(random, 4), pump: pumped(random, 3) || "a", after: pumped(random, 3) };
}

function pumped(random: Random, longest: number): string {
  return random.list(random.integer(longest + 1), () => random.pick(["a", "a", "b", "1", "x", "-"])).join("");
}
