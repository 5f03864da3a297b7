/** Which requests a target can serve, as a condition: what the runtime asks of each request before it makes a plan. */

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

/** What may be tried for a request. */
export function suits(target: Target, terms: Terms, origin: Origin): Condition {
  const taken = [withinRatio(target, terms, origin), fits(target, terms, origin)];
  return all([capable(target, terms, origin), ...taken, affordable(target, terms, origin)], origin);
}

/** The request needs nothing that the target is known to lack. */
export function capable(target: Target, { set }: Terms, origin: Origin): Condition {
  const needs = lacks(target).map((fact): Condition => {
    const fixed = set && fixedNeed(fact, set);
    if (fixed !== undefined) return { kind: "constant", value: !fixed, origin };
    return not(atom({ kind: "flag", fact }, origin), origin);
  });
  return all(needs, origin);
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
