/** The response headers that say how a request was served. */
import type { TableRates } from "../../schemas/table-price.ts";
import type { AttemptRecord } from "../attempts/run.ts";
import { headerText } from "../http/header-text.ts";
import { billedRates } from "./cost.ts";
import { costHeaders, type RequestCost } from "./cost-headers.ts";
import type { OperationAttempt } from "./operation-attempt.ts";
import type { Plan } from "./plan.ts";
import { stayOf } from "./stay.ts";

export interface AnswerFacts {
  plan: Plan;
  /** How many targets were tried. */
  attempts: number;
  records: readonly AttemptRecord[];
  /** Milliseconds until the first attempt, and from there until the answer. */
  timing: { decide: number; attempts: number };
  /** The attempt that the client is answered from; absent when every one failed. */
  answered?: OperationAttempt;
  /** The provider that a simulator stood in for, in the last attempt. */
  simulated?: string | undefined;
  /** USD by budget, of those of which the caller may know it. */
  budgetLeft?: string | undefined;
  /** What the cache of its route did; undefined where it has none. */
  cache?: string | undefined;
  /** Absent: how much was used is not known. */
  billed?: Billed | undefined;
}

/** By what an answer was billed, where that is known, and what its request costs; in micro-USD. */
export interface Billed extends RequestCost {
  rates: TableRates | undefined;
  /** Of the cost: the answer. */
  settled: number | undefined;
  /** By our own count: the provider did not say. */
  isEstimated?: boolean | undefined;
}

export function answerHeaders(facts: AnswerFacts): Record<string, string> {
  const { plan, attempts, timing, answered, simulated } = facts;
  const headers: Record<string, string> = {
    "x-pointsman-table": plan.table,
    "x-pointsman-attempts": String(attempts),
    "server-timing": `decide;dur=${timing.decide.toFixed(2)}, attempts;dur=${timing.attempts.toFixed(2)}`,
  };
  if (plan.route !== undefined) headers["x-pointsman-route"] = headerText(plan.route);
  if (plan.rule !== undefined) headers["x-pointsman-rule"] = headerText(plan.rule);
  if (plan.elsewhere || plan.isStandIn) addDetours(headers, facts.records);
  if (plan.told) Object.assign(headers, plan.told);
  if (plan.fall?.canary) headers["x-pointsman-canary"] = headerText(plan.fall.canary.name);
  if (facts.budgetLeft !== undefined) headers["x-pointsman-budget-left"] = headerText(facts.budgetLeft);
  if (facts.cache !== undefined) headers["x-pointsman-cache"] = facts.cache;
  if (simulated !== undefined) headers["x-pointsman-simulated"] = simulated;
  if (answered) addAnswered(headers, answered, facts);
  return headers;
}

/** Which failures led where, in order. */
function addDetours(to: Record<string, string>, records: readonly AttemptRecord[]): void {
  const led = records.flatMap(({ failure, led }) => (failure && led !== undefined ? [`${failure.class}=${led}`] : []));
  if (led.length > 0) to["x-pointsman-fallback"] = headerText(listed(led));
}

function addAnswered(to: Record<string, string>, attempt: OperationAttempt, { plan, billed }: AnswerFacts): void {
  const { target, dropped, changed = [], headers } = attempt;
  const rates = billed ? billed.rates : billedRates(target.priced, { input: 0 }, plan.now, plan.ask.body);
  const upstreamId = headers["x-request-id"] ?? headers["request-id"];
  to["x-pointsman-target"] = headerText(target.id);
  if (plan.groups) to["x-pointsman-sticky"] = stayOf(plan.groups, target.id);
  if (dropped.length > 0) to["x-pointsman-dropped"] = headerText(listed(dropped));
  if (changed.length > 0) to["x-pointsman-changed"] = headerText(listed(changed));
  if (rates?.input !== undefined) to["x-pointsman-price-input"] = String(rates.input);
  if (rates?.output !== undefined) to["x-pointsman-price-output"] = String(rates.output);
  if (billed) Object.assign(to, costHeaders(billed));
  if (billed?.isEstimated) to["x-pointsman-usage"] = "estimated";
  if (upstreamId !== undefined) to["x-upstream-request-id"] = headerText(String(upstreamId));
}

/** A client may send names by the thousand, and of any length. */
const MOST_NAMES = 20;
const LONGEST_NAME = 64;

function listed(names: readonly string[]): string {
  const distinct = names.length === 1 ? names : [...new Set(names)];
  const more = distinct.length - MOST_NAMES;
  const shown = distinct.slice(0, MOST_NAMES).map((name) => name.slice(0, LONGEST_NAME));
  if (more > 0) shown.push(`and ${more} more`);
  return shown.join(", ");
}
