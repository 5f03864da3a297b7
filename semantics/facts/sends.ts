/** Whether a request says a parameter, or a value of it beyond bounds: asked by plans and proofs alone, never by a table. */
import type { ParameterRange } from "../../schemas/parameter-facts.ts";
import { isBeyond } from "../parameters/settle.ts";
import { saysParameter } from "../parameters/treatments.ts";
import type { FactReader } from "./reader.ts";

export const SENDS = "sends";

const BEYOND = " beyond ";

/** What the fact is asked with: `seed`, or `temperature beyond 0..1`. */
export function sendsAsked(name: string, range?: ParameterRange): string {
  return range === undefined ? name : `${name}${BEYOND}${range.from ?? ""}..${range.to ?? ""}`;
}

export function isSaid(asked: string, value: unknown): boolean {
  const [name = "", bounds] = asked.split(BEYOND);
  if (!saysParameter(name, value)) return false;
  if (bounds === undefined) return true;
  const [from, to] = bounds.split("..").map((bound) => (bound === "" ? undefined : Number(bound)));
  return isBeyond(value, { from, to });
}

/** Of what `sendsAsked` gives. */
export function parameterOf(asked: string): string {
  return asked.split(BEYOND)[0]!;
}

export const sends: FactReader = {
  read: ({ request }, asked) => isSaid(asked, request.said.value(parameterOf(asked))),
};
