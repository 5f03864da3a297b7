/** Compares the policies of seeds, and stops at the first mistake: `compare-slice.ts wide 63 317 1-200`. */
import { type ComparisonName, mistakeOf } from "./compared-seed.ts";
import { seedsIn } from "./seeds.ts";

function firstMistake(comparison: ComparisonName, seeds: readonly string[]): string {
  for (const seed of seedsIn(seeds)) {
    const found = mistakeOf[comparison](seed);
    if (found !== undefined) return `seed ${seed}: ${found.replace(/^seed \d+: /, "")}`;
  }
  return "none";
}

const [comparison, ...seeds] = process.argv.slice(2);
process.stdout.write(firstMistake(comparison as ComparisonName, seeds));
