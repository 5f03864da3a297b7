/** Which requests say nothing that a target cannot take as it is, of the parameters that it must take. */

import type { ParameterRange } from "../../schemas/parameter-facts.ts";
import { dialects } from "../../semantics/dialects/dialects.ts";
import { isSaid, SENDS, sendsAsked } from "../../semantics/facts/sends.ts";
import { isSent, type Taker } from "../../semantics/parameters/sent.ts";
import { rangesOf } from "../../semantics/parameters/settle.ts";
import { all, atom, not } from "../lower/connectives.ts";
import type { Condition, Target, Terms } from "../lower/ir.ts";
import type { Origin } from "../source.ts";
import { takerOf } from "./sent-to.ts";

/** As the runtime knows it before it asks. */
export function takes(target: Target, terms: Terms, origin: Origin): Condition[] {
  const error = strictOf(terms);
  if (error.length === 0) return [];
  const taker = takerOf(target);
  const { range, exclusive } = rangesOf(taker.dialect, taker.target.parameters);
  const bounds = new Map(range);
  const says = (name: string, beyond?: ParameterRange) => saysIn(terms, sendsAsked(name, beyond), name, origin);
  return error.flatMap((name) => {
    if (!takesAny(taker, name)) return [not(says(name), origin)];
    const beyond = bounds.get(name);
    const before = exclusive.flatMap((names) => (names.includes(name) ? names.slice(0, names.indexOf(name)) : []));
    const beside = before.filter((other) => takesAny(taker, other));
    return [
      ...(beyond ? [not(says(name, beyond), origin)] : []),
      ...beside.map((other) => not(all([says(name), says(other)], origin), origin)),
    ];
  });
}

/** Beyond that, what a wire format leaves out by what else a request has: so it surely takes them. */
export function surelyTakes(target: Target, terms: Terms, origin: Origin): Condition {
  const error = strictOf(terms);
  const { mayLeaveOut = [] } = dialects[target.provider.dialect];
  const doubtful = error.filter((name) => mayLeaveOut.some((other) => other === name));
  return all(
    doubtful.map((name) => not(saysIn(terms, sendsAsked(name), name, origin), origin)),
    origin,
  );
}

/** Requests for embeddings have none of them. */
function strictOf({ unsupported, operation }: Terms): readonly string[] {
  return operation === "embeddings" ? [] : (unsupported?.error ?? []);
}

/** None of the parameters that may be meant here goes by its value. */
function takesAny(taker: Taker, name: string): boolean {
  return isSent(taker, name, true, false);
}

/** What the policy fixes is known. */
function saysIn({ set }: Terms, asked: string, name: string, origin: Origin): Condition {
  if (set && Object.hasOwn(set, name)) return { kind: "constant", value: isSaid(asked, set[name]), origin };
  return atom({ kind: "flag", fact: SENDS, argument: asked }, origin);
}
