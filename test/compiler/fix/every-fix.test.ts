/** Policies with one slip: each fix that is offered is made alone, and what is found then was there before. */
import { expect, test } from "vitest";
import { fuzzCompile } from "../../../bench/fuzz/fuzz-case.ts";
import { type Seeded, seeded } from "../../../bench/fuzz/seeded.ts";
import { type StartPolicy, startPolicies } from "../../../bench/fuzz/start-policies.ts";
import type { Diagnostic } from "../../../compiler/diagnostics/define.ts";
import { applyFixes } from "../../../compiler/fix/apply-fixes.ts";
import { type Catalog, openCatalog } from "../../../compiler/load/catalog/open-catalog.ts";
import { thorough } from "../../thorough.ts";

const FIRST_SEED = Number(process.env.FIX_SEED ?? 1);
const CASES = Number(process.env.FIX_CASES ?? thorough(600, 30));

/** As it is typed by hand: letters that are swapped, doubled, missing or others; operators of other languages; quotes too many. */
function slip(text: string, random: Seeded): string {
  const tries = [
    () => inWord(text, random, (word, at) => word.slice(0, at) + word.slice(at + 1)),
    () => inWord(text, random, (word, at) => word.slice(0, at) + word[at]! + word.slice(at)),
    () => inWord(text, random, (word, at) => word.slice(0, at) + random.pick([..."aeiostrnz"]) + word.slice(at + 1)),
    () => inWord(text, random, (word, at) => word.slice(0, at) + (word[at + 1] ?? "") + word[at]! + word.slice(at + 2)),
    () => oneOf(text, random, /===|!==/g, (operator) => operator.slice(0, -1)),
    () => oneOf(text, random, /===/g, () => "="),
    () => oneOf(text, random, / (?:&&|\|\|) /g, (operator) => (operator === " && " ? " and " : " or ")),
    () => oneOf(text, random, /!(?=r\.)/g, () => "not "),
    () => oneOf(text, random, /\br\.(?=\w)/g, () => ""),
    () => oneOf(text, random, /(?<=: )\d[\d_]*(?=[,\s}])/g, (digits) => `"${digits}"`),
    () => oneOf(text, random, /(?<=import \{.*)\b\w+, (?=.*\} from "pointsman")/g, () => ""),
  ];
  return random.pick(tries)();
}

function inWord(text: string, random: Seeded, change: (word: string, at: number) => string): string {
  return oneOf(text, random, /[A-Za-z][\w-]{3,}/g, (word) => change(word, random.integer(word.length)));
}

function oneOf(text: string, random: Seeded, pattern: RegExp, change: (match: string) => string): string {
  const matches = [...text.matchAll(pattern)];
  if (matches.length === 0) return text;
  const { index, 0: match } = random.pick(matches);
  return text.slice(0, index) + change(match) + text.slice(index + match.length);
}

const told = ({ code, message }: Diagnostic): string => `${code}: ${message}`;

interface Slip {
  readonly start: StartPolicy;
  readonly text: string;
}

function slipOf(seed: number): Slip {
  const random = seeded(seed);
  const start = random.pick(startPolicies);
  return { start, text: slip(start.text, random) };
}

test(`${CASES} slips: a fix takes findings away and brings none`, { timeout: 240_000 }, () => {
  const catalog = openCatalog();
  let fixes = 0;
  for (let seed = FIRST_SEED; seed < FIRST_SEED + CASES; seed++) fixes += checkFixes(slipOf(seed), seed, catalog);
  // The slips are of the kind that is mended.
  expect(fixes).toBeGreaterThan(CASES / 10);
});

const clean = new Map<string, readonly string[]>();

/** Answers how many fixes were made. */
function checkFixes({ start, text }: Slip, seed: number, catalog: Catalog): number {
  const known = clean.get(start.text) ?? fuzzCompile(start, catalog).diagnostics.map(told);
  clean.set(start.text, known);
  const { diagnostics } = fuzzCompile({ name: start.name, text }, catalog);
  const before = diagnostics.map(told);
  const mendable = diagnostics.filter(({ fix }) => fix);
  for (const finding of mendable) {
    const { files } = applyFixes([finding], (file) => file.name === start.name);
    const fixed = files.find(({ file }) => file.name === start.name);
    if (!fixed) continue;
    const after = fuzzCompile({ name: start.name, text: fixed.text }, catalog).diagnostics.map(told);
    const brought = after.filter((one) => !before.includes(one) && !known.includes(one));
    expect({ seed, fix: finding.fix?.title, brought }).toEqual({ seed, fix: finding.fix?.title, brought: [] });
    expect(after.filter((one) => one === told(finding)).length, `seed ${seed}`).toBeLessThan(
      before.filter((one) => one === told(finding)).length,
    );
  }
  return mendable.length;
}
