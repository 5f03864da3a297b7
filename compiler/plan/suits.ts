/** Which requests a target can serve, as a condition: what the runtime asks of each request before it makes a plan. */

import { besideEmulation, isEmulated } from "../../semantics/emulation.ts";
import { chatFacts } from "../../semantics/facts/chat-said.ts";
import { readerOf } from "../../semantics/facts/readers.ts";
import { all, atom, not } from "../lower/connectives.ts";
import { MAX_COST } from "../lower/derived-facts.ts";
import { nextDouble } from "../lower/interval.ts";
import type { Condition, Target, Terms } from "../lower/ir.ts";
import type { Origin } from "../source.ts";
import { fits, withinRatio } from "./fits.ts";
import { hasPrice } from "./has-price.ts";
import { lacks } from "./suitable.ts";
import { takes } from "./takes.ts";

/** What may be tried for a request. */
export function suits(target: Target, terms: Terms, origin: Origin): Condition {
  const taken = [withinRatio(target, terms, origin), fits(target, terms, origin)];
  return all([capable(target, terms, origin), ...taken, affordable(target, terms, origin)], origin);
}

/** The request needs nothing that the target is known to lack, and says nothing that it must take and cannot. */
export function capable(target: Target, terms: Terms, origin: Origin): Condition {
  const needs = (fact: string): Condition => {
    const fixed = terms.set && fixedNeed(fact, terms.set);
    return fixed === undefined ? atom({ kind: "flag", fact }, origin) : { kind: "constant", value: fixed, origin };
  };
  const lacked = lacks(target).flatMap((fact) => {
    if (!isEmulated(terms, fact)) return [not(needs(fact), origin)];
    return besideEmulation.map((other) => not(all([needs(fact), needs(other)], origin), origin));
  });
  return all([...lacked, ...takes(target, terms, origin)], origin);
}

/** The request costs no more than it may. */
export function affordable(target: Target, { maxCost }: Terms, origin: Origin): Condition {
  if (maxCost === undefined) return { kind: "constant", value: true, origin };
  if (!hasPrice(target)) {
    return { kind: "constant", value: false, origin };
  }
  const from = Number.NEGATIVE_INFINITY;
  return atom({ kind: "range", fact: MAX_COST, argument: target.id, from, to: nextDouble(maxCost) }, origin);
}

/** What a request needs by the parameters that the policy fixes; undefined where it is the client's to say. */
function fixedNeed(fact: string, set: Readonly<Record<string, unknown>>): boolean | undefined {
  const parameter = parameterOf[fact];
  if (parameter === undefined || !Object.hasOwn(set, parameter)) return undefined;
  const request = { route: "", endpoint: "chat", key: { id: "", tags: [] }, metadata: {}, now: new Date(0) };
  return readerOf(fact)?.read(chatFacts({ ...request, body: set }), "") === true;
}

const parameterOf: Readonly<Record<string, string>> = {
  "needs.reasoning": "reasoning_effort",
  "needs.jsonSchema": "response_format",
  "needs.jsonMode": "response_format",
  "needs.choices": "n",
  "needs.toolChoice": "tool_choice",
};
