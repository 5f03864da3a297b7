// Counting: how many tokens a prompt has, without an answer.
import type { Arrival, Endpoint } from "./wire.ts";

export interface Counted {
  readonly model: string;
  readonly promptTokens: number;
}

export interface CountingDialect {
  readonly path: RegExp;
  readonly shown: string;
  /** @throws RequestProblem */
  toCounted(arrival: Arrival): Counted;
  toBody(counted: Counted): object;
}

export function counting({ path, shown, toCounted, toBody }: CountingDialect): Endpoint {
  return {
    path,
    shown,
    read(arrival) {
      const counted = toCounted(arrival);
      const answer = () => ({ tokens: 0, body: () => toBody(counted), events: () => [] });
      return { ...counted, framing: undefined, answer };
    },
  };
}
