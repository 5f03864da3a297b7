import { isSent, type Taker } from "./sent.ts";
import { settle } from "./settle.ts";
import { saysParameter } from "./treatments.ts";

interface Saying {
  said(name: string): unknown;
  /** By the policy. */
  isFixed(name: string): boolean;
}

/** The first of the parameters that a target cannot take as the request says it. */
export function refusedParameter(
  taker: Taker,
  names: readonly string[],
  { said, isFixed }: Saying,
): string | undefined {
  const says = (name: string) => saysParameter(name, said(name));
  const sent = (name: string) =>
    says(name) && isSent(taker, name, said(name), isFixed(name)) ? said(name) : undefined;
  const { values, left } = settle(taker.dialect, taker.target.parameters, sent);
  const isRefused = (name: string) => sent(name) === undefined || Object.hasOwn(values, name) || left.includes(name);
  return names.find((name) => says(name) && isRefused(name));
}
