/** Compares the policies of seeds, and stops at the first disagreement: `compare-slice.ts 63 317 1-200`. */
import { compareSeed } from "./compare.ts";

function* seeds(): Generator<number> {
  for (const range of process.argv.slice(2)) {
    const [first = 0, last = first] = range.split("-").map(Number);
    for (let seed = first; seed <= last; seed++) yield seed;
  }
}

function firstDisagreement(): string {
  for (const seed of seeds()) {
    const [found] = compareSeed(seed, { mostPoints: 4_096 })?.disagreements ?? [];
    if (found !== undefined) return found;
  }
  return "none";
}

process.stdout.write(firstDisagreement());
