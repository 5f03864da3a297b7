import type { Target } from "../lower/ir.ts";

/** USD per million tokens. */
export interface CurrentRates {
  readonly input: number;
  readonly output: number;
}

/** The usual rates of a target on a day, YYYY-MM-DD; those of the peak where there is one. Undefined when one is unknown. */
export function currentRates({ model: { price } }: Target, today: string): CurrentRates | undefined {
  const begun = (price?.scheduled ?? [])
    .filter(({ from }) => from <= today)
    .toSorted((a, b) => (a.from < b.from ? -1 : 1));
  const input = begun.findLast((rates) => rates.input !== undefined)?.input ?? price?.input;
  const output = begun.findLast((rates) => rates.output !== undefined)?.output ?? price?.output;
  return input === undefined || output === undefined ? undefined : { input, output };
}
