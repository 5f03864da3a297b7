import { expect, test } from "vitest";
import { wordBetween } from "../../../../compiler/witness/strings/hash-inversion.ts";
import { sampleOf } from "../../../../semantics/facts/sample.ts";
import { Random } from "../../../agreement/random.ts";

/** Words whose bytes are letters, so that the text that they are put into is a text. */
test("four bytes between others are found again from the hash of all", () => {
  const random = new Random(1);
  const letters = (count: number) => String.fromCharCode(...random.list(count, () => 97 + random.integer(26)));
  for (let i = 0; i < 500; i++) {
    const [before, word, after] = [letters(4 * random.integer(4)), letters(4), `${letters(random.integer(9))}ü`];
    const hash = (sampleOf(before + word + after) / 100) * 2 ** 32;
    const found = wordBetween(Buffer.from(before), Buffer.from(after), Math.round(hash));
    expect(found >>> 0, `${before} ${word} ${after}`).toBe(Buffer.from(word).readUInt32LE(0));
  }
});
