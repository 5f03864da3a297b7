/** Plans over targets, as data and as text. */
import type { Random } from "../../../agreement/random.ts";

export type Strategy =
  | string
  | { readonly kind: "chain" | "cheapest" | "fastest" | "balance"; readonly of: readonly Strategy[] }
  | { readonly kind: "split"; readonly weights: Readonly<Record<string, number>>; readonly by: string };

export function randomStrategy(random: Random, ids: readonly string[], depth = 2): Strategy {
  if (depth === 0 || random.once(6)) return random.pick(ids);
  switch (random.integer(8)) {
    case 0:
      return randomSplit(random, ids, 1 + random.integer(3));
    case 1:
      return randomSplit(random, ids, 7);
    case 2:
    case 3: {
      const kind = random.pick(["cheapest", "fastest", "balance"] as const);
      return { kind, of: random.list(2 + random.integer(2), () => randomStrategy(random, ids, depth - 1)) };
    }
    case 4:
      return { kind: "chain", of: distinct(random.list(14, () => random.pick(ids))) };
    default:
      return { kind: "chain", of: random.list(2 + random.integer(2), () => randomStrategy(random, ids, depth - 1)) };
  }
}

function randomSplit(random: Random, ids: readonly string[], sides: number): Strategy {
  const weights = random.list(sides, () => [random.pick(ids), 10 * (1 + random.integer(5))]);
  return {
    kind: "split",
    weights: Object.fromEntries(weights),
    by: random.pick(["key.id", "metadata.customer", "key.team"]),
  };
}

export function strategyText(strategy: Strategy): string {
  if (typeof strategy === "string") return JSON.stringify(strategy);
  if (strategy.kind === "split") return `split(${JSON.stringify(strategy.weights)}, { by: "${strategy.by}" })`;
  const parts = strategy.of.map(strategyText).join(", ");
  return strategy.kind === "chain" ? `chain(${parts})` : `${strategy.kind}([${parts}])`;
}

export function targetsOf(strategy: Strategy): string[] {
  if (typeof strategy === "string") return [strategy];
  return strategy.kind === "split" ? Object.keys(strategy.weights) : distinct(strategy.of.flatMap(targetsOf));
}

function distinct<T>(values: readonly T[]): T[] {
  return [...new Set(values)];
}
