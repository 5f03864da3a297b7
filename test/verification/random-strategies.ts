import type { Random } from "../agreement/random.ts";
import type { Mentions } from "./mentions.ts";

/** A strategy over `targets`, as text; notes what a plan asks of requests. */
export function randomStrategy(random: Random, mentions: Mentions, targets: readonly string[], depth = 2): string {
  if (depth === 0 || random.once(4)) return target(random, mentions, targets);
  const parts = () => random.list(1 + random.integer(3), () => randomStrategy(random, mentions, targets, depth - 1));
  switch (random.integer(5)) {
    case 0:
      return randomSplit(random, mentions, targets);
    case 1:
      return `cheapest([${parts().join(", ")}])`;
    case 2:
      return `${random.pick(["fastest", "balance"])}([${parts().join(", ")}])`;
    default:
      return `chain(${parts().join(", ")})`;
  }
}

function target(random: Random, mentions: Mentions, targets: readonly string[]): string {
  const id = random.pick(targets);
  mentions.targets.add(id);
  return `"${id}"`;
}

function randomSplit(random: Random, mentions: Mentions, targets: readonly string[]): string {
  const by = random.pick(["key.id", "metadata.plan"]);
  const sides = [...new Set(random.list(2, () => random.pick(targets)))];
  const weights = sides.map(() => 10 + 10 * random.integer(4));
  for (const id of sides) mentions.targets.add(id);
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  // With one side closed the other takes all.
  for (const fact of new Set(["key.id", by])) mentions.sample(fact, (weights[0]! / total) * 100);
  const written = sides.map((id, i) => `"${id}": ${weights[i]}`).join(", ");
  return `split({ ${written} }, { by: "${by}" })`;
}
