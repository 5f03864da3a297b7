import { ratesFor } from "../../semantics/rates.ts";
import type { Target } from "../lower/ir.ts";
import { emitPrice } from "../plan/emit-price.ts";

/** USD per million tokens. */
export interface CurrentRates {
  readonly input: number;
  readonly output: number;
}

/** The usual rates of a target on a day, YYYY-MM-DD; those of the peak where there is one. Undefined when one is unknown. */
export function currentRates({ model }: Target, today: string): CurrentRates | undefined {
  const price = emitPrice({ ...model.price, offPeak: undefined }, model);
  const { input, output } = ratesFor(price, 0, new Date(today));
  return input === undefined || output === undefined ? undefined : { input, output };
}
