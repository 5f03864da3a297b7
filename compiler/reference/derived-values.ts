/** What is computed of a request for targets: slow and plain, by the runtime's readers. */
import type { Facts } from "../../semantics/facts/facts.ts";
import { needsAudio } from "../../semantics/facts/needs.ts";
import { UPPER_TOKENS } from "../lower/derived-facts.ts";
import type { Costs } from "../plan/cost-term.ts";
import { type Asking, measuredValue, measureOf } from "../plan/measure.ts";
import type { Derived } from "./holds.ts";

/** Undefined for every fact that requests carry, and where a rate is not known. */
export function derivedValues(costs: Costs, facts: Facts): Derived {
  return (fact, argument) => {
    if (fact === UPPER_TOKENS) return facts.tokens.upper;
    const measure = measureOf(fact, argument, costs);
    const output = facts.request.said.maxOutputTokens;
    return measure && measuredValue(measure, facts.tokens[measure.figure], output, askingOf(facts));
  };
}

/** What the request asks for, and when. */
export function askingOf(facts: Facts): Asking {
  const { said, now: at } = facts.request;
  const { serviceTier: tier, choices } = said;
  const audio = needsAudio.read(facts, "") === true;
  return { at, choices, audio, ...(typeof tier === "string" && { serviceTier: tier }) };
}
