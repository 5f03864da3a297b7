/** One pass over all requests; answers a sum over every decision, so that none can be optimised away. */
export type Pass = () => number;

/** Repeats whole passes for about `ms` and answers decisions per second. */
export function rate(pass: Pass, decisions: number, ms: number): number {
  const expected = pass();
  const began = performance.now();
  let passes = 0;
  let elapsed = 0;
  while (elapsed < ms) {
    if (pass() !== expected) throw new Error("The same requests were decided in two ways.");
    passes += 1;
    elapsed = performance.now() - began;
  }
  return (passes * decisions * 1000) / elapsed;
}

/**
 * Rates by name and round. In each round every pass has its turn, in an order that is turned round from one round to
 * the next, so that what slows the machine for a while slows all of them.
 */
export function pairedRates<N extends string>(
  passes: Readonly<Record<N, Pass>>,
  { decisions, rounds, ms }: { decisions: number; rounds: number; ms: number },
): Record<N, number[]> {
  const names = Object.keys(passes) as N[];
  const rates = Object.fromEntries(names.map((name) => [name, [] as number[]])) as Record<N, number[]>;
  for (const name of names) rate(passes[name], decisions, ms);
  for (let round = 0; round < rounds; round++) {
    for (const name of round % 2 === 0 ? names : names.toReversed()) {
      rates[name].push(rate(passes[name], decisions, ms));
    }
  }
  return rates;
}
