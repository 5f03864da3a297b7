/** How a witness's plan, and what is wrong with one of its targets, are said to people. */

import type { Facts } from "../../../semantics/facts/facts.ts";
import { spokenCount } from "../../diagnostics/amounts.ts";
import type { TraceStep } from "../../diagnostics/define.ts";
import { HARD_COST, MAX_COST } from "../../lower/derived-facts.ts";
import type { AskedOfTarget, Canary, Limit, Read, Target, TargetClaim } from "../../lower/ir.ts";
import { DEADLINE } from "../../plan/limits.ts";
import { placesOf } from "../../plan/order.ts";
import { derivedValues } from "../../reference/derived-values.ts";
import type { Origin } from "../../source.ts";
import type { Failed, JudgePlace, PlannedPlace } from "./plan-place.ts";
import { spentStep } from "./spent-step.ts";
import { spokenCost } from "./spoken-cost.ts";
import { targetsMet } from "./targets-met.ts";

/** One step per target that the request meets; `wrong` is marked. An embedder is told where it is `wrong`. */
export function attemptSteps(
  place: PlannedPlace,
  facts: Facts,
  wrong?: { readonly target: Target; readonly why: string },
): TraceStep[] {
  const { plan, spent, limited, canary, embedder, failed } = place;
  const instead = [...(spent ? [spentStep(spent, facts)] : []), ...(limited ? [limitedStep(limited)] : [])];
  const before = [
    ...(canary ? [canaryStep(canary.definition)] : []),
    ...(failed ? failedSteps(place, failed, facts) : []),
  ];
  const met = targetsMet(place, facts);
  const places = plan.order ? placesOf(plan.order) : new Map<string, Origin>();
  const whyOf = (id: string) => (id === wrong?.target.id && wrong.why !== "" ? `, where ${wrong.why}` : "");
  const attempts = met.map(({ id }, i): TraceStep => {
    const span = (places.get(id) ?? plan.action.origin).span;
    return { text: `attempt ${i + 1 + (before.length > 0 ? 1 : 0)} can go to \`${id}\`${whyOf(id)}`, span };
  });
  const isAsked = embedder !== undefined && embedder.target.id === wrong?.target.id;
  const asked = isAsked ? [embedderStep(embedder, whyOf(embedder.target.id))] : [];
  const none = met.length === 0 ? [{ text: "no target is left for the request", span: plan.action.origin.span }] : [];
  return [...instead, ...before, ...asked, ...attempts, ...none];
}

/** A first attempt, and where its failure leads. */
function failedSteps({ plan: { action } }: PlannedPlace, { from, classes }: Failed, facts: Facts): TraceStep[] {
  const [first] = targetsMet(from, facts);
  if (!first) return [];
  const named =
    action.kind === "use" && action.strategy.kind === "tier" ? ` to \`${action.strategy.name}\`` : " elsewhere";
  const how = classes.map((name) => `\`${name}\``).join(" or ");
  const asked = (from.plan.order && placesOf(from.plan.order).get(first.id)) ?? from.plan.action.origin;
  return [
    { text: `attempt 1 can go to \`${first.id}\``, span: asked.span },
    { text: `its failure by ${how} leads${named}`, span: action.origin.span },
  ];
}

function embedderStep({ target, origin }: NonNullable<PlannedPlace["embedder"]>, why: string): TraceStep {
  return { text: `its text goes to the embedder \`${target.id}\` of the semantic cache${why}`, span: origin.span };
}

/** `why`: what is wrong with it, if anything is. */
export function shadowStep({ id }: Target, { origin }: NonNullable<PlannedPlace["shadow"]>, why: string): TraceStep {
  const text = `in the background the shadow can go to \`${id}\`${why === "" ? "" : `, where ${why}`}`;
  return { text, span: origin.span };
}

/** Of the shadow that the request meets. */
export function besideSteps(shadow: NonNullable<PlannedPlace["shadow"]>, facts: Facts): TraceStep[] {
  const [first] = targetsMet(shadow.place, facts);
  return first ? [shadowStep(first, shadow, "")] : [];
}

export function judgeStep({ target, origin }: JudgePlace, why: string): TraceStep {
  const text = `both answers can go to the judge \`${target.id}\`${why === "" ? "" : `, where ${why}`}`;
  return { text, span: origin.span };
}

function limitedStep({ name, origin }: Limit): TraceStep {
  return { text: `the limit \`${name}\` is full, so its \`exhausted\` serves`, span: origin.span };
}

function canaryStep({ share, origins }: Canary): TraceStep {
  return { text: `it is in the canary, of a share of ${share}`, span: origins.canary.span };
}

/** What the claim read of the target, with its values: "t.jurisdiction is US". */
export function targetFacts({ reads }: TargetClaim, { id }: Target, place: PlannedPlace, facts: Facts): string {
  const spelled = (read: Read) =>
    read.kind === "known" ? spelledKnown(read.value) : spelledAnswers[read.name](id, place, facts);
  return [...(reads.get(id) ?? [])].map(([name, read]) => `\`t.${name}\` is ${spelled(read)}`).join(" and ");
}

function spelledKnown(value: Extract<Read, { kind: "known" }>["value"]): string {
  return value === undefined ? "not known" : typeof value === "number" ? spokenCount(value) : String(value);
}

/** What a target was asked with the request. */
const spelledAnswers: Readonly<Record<AskedOfTarget, (id: string, place: PlannedPlace, facts: Facts) => string>> = {
  maxCost: (id, place, facts) => spelledCost("upper", id, place, facts),
  hardCost: (id, place, facts) => spelledCost("hard", id, place, facts),
  maxLatency: (_, { route }) => `${route.limits.deadline ?? DEADLINE} ms`,
};

const costFacts = { upper: MAX_COST, hard: HARD_COST } as const;

function spelledCost(figure: "upper" | "hard", id: string, { costs }: PlannedPlace, facts: Facts): string {
  const cost = derivedValues(costs, facts)(costFacts[figure], id);
  if (cost === undefined) return "not known, for want of a price";
  return `$${cost.toFixed(4)} (${spokenCost(costs.get(id)!, figure, facts)})`;
}
