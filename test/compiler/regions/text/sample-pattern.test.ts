import { expect, test } from "vitest";
import { holds } from "../../../../compiler/regions/text/holds.ts";
import { samplesOf } from "../../../../compiler/regions/text/sample-pattern.ts";
import { matches } from "./predicates.ts";

const texts = (pattern: RegExp) => samplesOf(matches(pattern)).map(({ text }) => text);

test.each([
  /refund/i,
  /\b(?:refund|money\s+back)\b/i,
  /^\d{4}-\d{2}$/,
  /[^a-z]+$/iu,
  /\p{Lu}\p{Ll}*/u,
  /a{3,}|[\s\S]/,
  /^(?:é|😀)+/iu,
])("every sample of %s matches", (pattern) => {
  const samples = samplesOf(matches(pattern));
  expect(samples.length).toBeGreaterThan(0);
  for (const { text } of samples) expect(holds(matches(pattern), text), text).toBe(true);
});

test("samples take one choice after the other, small letters first", () => {
  expect(texts(/refund|money\sback/i).slice(0, 3)).toEqual(["refund", "money back", "REFUND"]);
});

test("it is known where a sample is to stand", () => {
  expect(samplesOf(matches(/^why$|how/))).toEqual([
    { text: "why", start: true, end: true },
    { text: "how", start: false, end: false },
  ]);
});

test("of what is too long or not understood there is no sample", () => {
  expect(texts(/(?:(?:a{999}){999}){999}/)).toEqual([]);
  expect(texts(/(?=a)a/)).toEqual([]);
});
