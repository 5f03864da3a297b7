import { expect, test } from "vitest";
import { thorough } from "../thorough.ts";
import { randomEdits } from "./random-edits.ts";

// `npm run verify:lsp` makes ten thousand, of any seed.
test("whatever is typed, the language server answers, and finds what a fresh compilation finds", async () => {
  const edits = thorough(1_000, 120);
  const { compared, asked, failures } = await randomEdits(1, edits);
  expect(failures).toEqual([]);
  expect(compared).toBeGreaterThan(edits / 6);
  expect(asked).toBeGreaterThan(edits / 8);
});
