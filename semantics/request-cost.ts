/** What one try of a request at a target costs at most, by one of the figures of its input. */
import type { TablePlan, TableRoute, TableTarget } from "../schemas/table.ts";
import type { Facts } from "./facts/facts.ts";
import { needsAudio } from "./facts/needs.ts";
import { mostOutput } from "./most-output.ts";
import type { PricedTarget } from "./reaching-tier.ts";
import { addedAt } from "./tokens/added-tokens.ts";
import { plusTokens } from "./tokens/plus-tokens.ts";
import { factorsOf } from "./tokens/tokens-at.ts";
import { worstCost } from "./worst-cost.ts";

export interface CostQuestion {
  /** The client's own, in which content that the policy fixes is not counted. */
  readonly facts: Facts;
  /** With what the policy fixes: what is sent. */
  readonly served: Facts;
  readonly plan: Pick<TablePlan, "set" | "zeroRetention" | "unsupported">;
  /** What the route allows. */
  readonly max?: TableRoute["max"] | undefined;
}

/**
 * Micro-USD of the request at its largest: all the output that client, route and model allow, in every answer. `upper`: by what no
 * tokenizer that was measured counts; `hard`: by what none can. Undefined where a rate is not known.
 */
export function requestCost(
  figure: "upper" | "hard",
  target: TableTarget,
  priced: PricedTarget,
  question: CostQuestion,
): number | undefined {
  const { facts, served, plan, max } = question;
  const { said, now } = served.request;
  const tokens = plusTokens(facts.tokens, addedAt(plan, target));
  const request = {
    input: figure === "hard" ? tokens.hard : tokens.upper * factorsOf(target).upper,
    output: mostOutput(target, served, max?.outputTokens),
    choices: said.choices,
    serviceTier: said.serviceTier,
    audio: needsAudio.read(served, "") === true,
  };
  return worstCost(priced, request, now);
}
