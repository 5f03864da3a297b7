import { existsSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";

const page = readFileSync("docs/glossary.md", "utf8");

/** Rows of the page: `| word, word | what it is | files |`. */
const rows = page.split("\n").flatMap((line) => {
  const [, words = "", , files = ""] = line.split(" | ").length === 3 ? ["", ...line.slice(2).split(" | ")] : [];
  const named = [...files.matchAll(/`([^`]+)`/g)].map(([, file = ""]) => file);
  return named.length > 0 ? [{ words: words.split(", "), files: named }] : [];
});

test("the glossary has rows, and no word twice", () => {
  const words = rows.flatMap((row) => row.words);
  expect(words.length).toBeGreaterThan(40);
  expect(words.filter((word, i) => words.indexOf(word) !== i)).toEqual([]);
});

test.each(rows)("$words stands in the file that the glossary names", ({ words, files }) => {
  expect(files.filter((file) => !existsSync(file))).toEqual([]);
  const text = files.map((file) => readFileSync(file, "utf8")).join("\n");
  const plain = text.replace(/\n\s*(\*|\/\/)\s*/g, " ").toLowerCase();
  expect(words.filter((word) => !plain.includes(word.toLowerCase()))).toEqual([]);
});
