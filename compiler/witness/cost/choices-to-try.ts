import type { Measure } from "../../plan/measure.ts";
import { type Range, type WholeRange, wholesOf } from "../values/number-ranges.ts";

interface Question {
  readonly wishes: readonly { readonly measure: Measure; readonly ranges: readonly Range[] }[];
  /** Ascending. */
  readonly choices: readonly WholeRange[];
}

/**
 * Numbers of answers that decide the question, ascending. More answers never cost less: where costs have bounds
 * on one side alone, the most or the fewest are enough; where they do not tell, one number is.
 */
export function choicesToTry({ wishes, choices }: Question): number[] {
  const [least, most] = [choices[0]?.least, choices.at(-1)?.most];
  if (least === undefined || most === undefined) return [];
  const counting = wishes.filter(({ measure }) =>
    measure.priced.some(({ carried, fixedChoices }) => carried.choices && fixedChoices === undefined),
  );
  const ranges = counting.flatMap((wish) => wish.ranges);
  if (ranges.every(({ from }) => from === Number.NEGATIVE_INFINITY)) return [least];
  if (ranges.every(({ to }) => to === Number.POSITIVE_INFINITY)) return [...new Set([least, most])];
  return choices.flatMap(wholesOf);
}
