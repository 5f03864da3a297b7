/** What makes a request cost so much, as it is said to people. */
import type { Facts } from "../../../semantics/facts/facts.ts";
import { reachingTier } from "../../../semantics/reaching-tier.ts";
import { answersFrom, type BilledRequest, type WorstRates, worstRates } from "../../../semantics/worst-cost.ts";
import { spokenCount } from "../../diagnostics/amounts.ts";
import type { CostTerm } from "../../plan/cost-term.ts";
import { billedAt, countedAt, type Figure } from "../../plan/measure.ts";
import { askingOf } from "../../reference/derived-values.ts";

/**
 * Only for what has a known cost. Such as `counted at most as 3,120 tokens, expected 1,000, up to 500 out in each of 8
 * answers, at $1 and $2 per million`.
 */
export function spokenCost(term: CostTerm, figure: "upper" | "hard", facts: Facts): string {
  const asking = askingOf(facts);
  const output = facts.request.said.maxOutputTokens;
  const billed = billedAt(term, figure, { input: facts.tokens[figure], output, asking });
  const rates = worstRates(term, billed, asking.at)!;
  const answers = answersFrom(term, billed.choices);
  const count = (of: Figure) => spokenCount(Math.ceil(countedAt(term, of, facts.tokens[of])));
  const counted = `counted at most as ${count(figure)} tokens, expected ${count("expected")}`;
  const out = `up to ${spokenCount(billed.output)} out${answers === 1 ? "" : ` in each of ${answers} answers`}`;
  const dear = `at $${rates.perInput} and $${rates.perOutput} per million`;
  return [`${counted}, ${out}, ${dear}`, ...reasons(term, billed, rates, asking.at)].join(", ");
}

function reasons(term: CostTerm, billed: BilledRequest, rates: WorstRates, at: Date): string[] {
  const { price } = term;
  const tier = reachingTier(term, billed.serviceTier);
  const differs = (other: WorstRates | undefined) => other !== undefined && !isSame(other, rates);
  const above = (price.tiers ?? []).findLast((each) => each.above < billed.input)?.above;
  const isLong =
    above !== undefined && differs(worstRates({ ...term, price: { ...price, tiers: undefined } }, billed, at));
  const peak = price.offPeak?.peak.length && differs(worstRates({ ...term, price: outsidePeak(term) }, billed, at));
  const isNew =
    price.scheduled && differs(worstRates({ ...term, price: { ...price, scheduled: undefined } }, billed, at));
  const hasAudio = billed.audio && differs(worstRates(term, { ...billed, audio: false }, at));
  return [
    ...(tier === undefined ? [] : [`in the service tier \`${tier}\``]),
    ...(isLong ? [`for a prompt of more than ${spokenCount(above)} tokens`] : []),
    ...(hasAudio ? ["with audio"] : []),
    ...(peak ? [`at the peak (${at.toISOString().slice(11, 16)} UTC)`] : []),
    ...(isNew ? [`by the price of ${at.toISOString().slice(0, 10)}`] : []),
    ...(rates.perAnswer > 0 ? [`and $${rates.perAnswer / 1e6} for the search of each answer`] : []),
  ];
}

function outsidePeak({ price }: CostTerm): CostTerm["price"] {
  return { ...price, offPeak: price.offPeak && { ...price.offPeak, peak: [] } };
}

function isSame(a: WorstRates, b: WorstRates): boolean {
  return a.perInput === b.perInput && a.perOutput === b.perOutput && a.perAnswer === b.perAnswer;
}
