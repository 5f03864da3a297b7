import { type JsonObject, objectOf } from "../json.ts";
import { badRequest } from "../problem.ts";
import type { Reasoning } from "../question.ts";

/** What a model's name says about it; a name of no known form allows everything. */
export interface ModelTraits {
  /** 3 for the third generation; undefined for other names. */
  readonly generation: number | undefined;
  /** It refuses calls in its history that lack their signatures. */
  readonly wantsSignatures: boolean;
  /** It cannot give JSON while it has functions. */
  readonly jsonOrTools: boolean;
}

export function traitsOf(model: string): ModelTraits {
  const version = /^gemini-(\d+(?:\.\d+)?)/.exec(model)?.[1];
  const generation = version === undefined ? (/^gemini-.*latest$/.test(model) ? 3 : undefined) : Number(version);
  const known = generation ?? Number.NaN;
  return { generation, wantsSignatures: known >= 3, jsonOrTools: known < 3 };
}

const budgets: Readonly<Record<string, number>> = { MINIMAL: 4, LOW: 16, MEDIUM: 64, HIGH: 256 };
const dynamic = 64;

/**
 * What the model thinks: newer ones always, those of 2.5 unless told not to, others when they are asked to.
 * @throws RequestProblem
 */
export function readThinking(model: string, { thinkingConfig }: JsonObject): Reasoning | undefined {
  const { generation = Number.NaN } = traitsOf(model);
  const { includeThoughts, thinkingBudget, thinkingLevel } = objectOf(thinkingConfig);
  const shown = includeThoughts === true;
  const budget = thinkingBudget === undefined ? undefined : Number(thinkingBudget);
  if (budget !== undefined && thinkingLevel !== undefined) {
    badRequest("You can only set only one of thinking budget and thinking level.");
  }
  if (generation < 3 && thinkingLevel !== undefined) badRequest("Thinking level is not supported for this model.");
  if (generation < 2.5 && thinkingConfig !== undefined) badRequest("Thinking is not enabled for this model.");
  if (thinkingLevel !== undefined && !levelsOf(model, generation).includes(String(thinkingLevel))) {
    badRequest(`Thinking level ${thinkingLevel} is not supported for this model.`);
  }
  if (budget !== undefined) checkBudget(model, generation, budget);
  if (budget === 0) return undefined;
  if (budget !== undefined) return { budget: budget < 0 ? dynamic : budget, shown };
  if (thinkingLevel !== undefined) return { budget: budgets[String(thinkingLevel)] ?? dynamic, shown };
  const byItself = generation >= 3 || (generation >= 2.5 && !/lite/.test(model)) || shown;
  return byItself ? { budget: dynamic, shown } : undefined;
}

function levelsOf(model: string, generation: number): readonly string[] {
  if (/^gemini-3-pro/.test(model)) return ["LOW", "HIGH"];
  const least = /pro|latest/.test(model) || generation >= 3.7 ? 1 : 0;
  return Object.keys(budgets).slice(least);
}

function checkBudget(model: string, generation: number, budget: number): void {
  const isPro = /pro/.test(model);
  const [least, most] = isPro ? [128, 32_768] : [0, 24_576];
  if (Number.isNaN(generation) || budget === -1) return;
  if (budget === 0 && isPro) badRequest("Budget 0 is invalid. This model only works in thinking mode.");
  if (budget < least || budget > most) {
    badRequest(`The thinking budget ${budget} is invalid. Please choose a value between ${least} and ${most}.`);
  }
}
