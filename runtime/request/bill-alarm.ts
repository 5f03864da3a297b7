/** Whether an answer was billed by dearer rates, or for more output, than its request was reckoned to meet. */
import type { TableTarget } from "../../schemas/table.ts";
import { choicesOf } from "../../semantics/facts/chat-said.ts";
import { type PricedTarget, reachingTier } from "../../semantics/reaching-tier.ts";
import { answersFrom, costAt, worstRates } from "../../semantics/worst-cost.ts";
import type { Usage } from "../operations/chat/answer.ts";
import { usd } from "../usd.ts";

export interface BilledAsk {
  readonly ask: { readonly body: Readonly<Record<string, unknown>> };
  readonly now: Date;
}

/**
 * What is wrong with the bill, for the operator; tokens are taken as the provider counts them. `cost`: what was billed, in
 * micro-USD; undefined where that is not known.
 */
export function billAlarm(
  target: PricedTarget,
  usage: Usage,
  cost: number | undefined,
  { ask, now }: BilledAsk,
): string | undefined {
  const { body } = ask;
  if (target.price === undefined) return undefined;
  const { input, output, serviceTier, inputAudio = 0, outputAudio = 0 } = usage;
  if (cost === undefined) return unpriced(usage);
  const billed = { input, serviceTier: body.service_tier, audio: inputAudio + outputAudio > 0 };
  const rates = worstRates(target, billed, now);
  if (rates === undefined) return undefined;
  const searches = answersFrom(target, choicesOf(body)) * rates.perAnswer;
  const most = costAt({ ...rates, perAnswer: 0 }, input, output, 1) + searches;
  if (cost <= most * (1 + ROUNDING)) return undefined;
  const tier = reachingTier(target, body.service_tier) ?? "default";
  const why =
    serviceTier === undefined ? "" : ` It was billed by the service tier "${serviceTier}", and asked for by "${tier}".`;
  return `The answer cost $${usd(cost)}, and by what was asked for it could cost $${usd(most)} at most.${why}`;
}

/**
 * What is wrong where a provider wrote more than it may; `limit`: the output limit that it was sent, in tokens. What a request
 * costs at most rests on it.
 */
export function outputAlarm(
  { context, maxOutput = context }: Pick<TableTarget, "context" | "maxOutput">,
  { output }: Pick<Usage, "output">,
  answers: number,
  limit: number | undefined,
): string | undefined {
  const each = limit ?? maxOutput;
  if (output <= each * answers) return undefined;
  const allowed = limit === undefined ? `the model is known for ${each} at most` : `it was sent a limit of ${each}`;
  const times = answers === 1 ? "" : ` for each of ${answers} answers`;
  return `The provider wrote ${output} output tokens, and ${allowed}${times}: costs that were proved do not hold. Correct \`maxOutput\` in the overlay, or do not use the target where costs are claimed.`;
}

/** Sums of doubles. */
const ROUNDING = 1e-9;

function unpriced({ serviceTier, searches = 0 }: Usage): string {
  const [tier, searched] = [serviceTier === undefined ? "" : ` (service tier "${serviceTier}")`, searches > 0];
  return `What the answer cost is not known: the price lacks a rate that it was billed by${tier}${searched ? `, ${searches} searches` : ""}. Write the price into catalog.yaml.`;
}
