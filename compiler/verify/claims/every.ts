import type { Facts } from "../../../semantics/facts/facts.ts";
import type { TraceStep } from "../../diagnostics/define.ts";
import { all, any, not } from "../../lower/connectives.ts";
import { isDerived } from "../../lower/derived-facts.ts";
import type { Condition, Target, TargetClaim } from "../../lower/ir.ts";
import { cacheJudgeKey, judgeKey } from "../../plan/judge-plan.ts";
import type { Breach } from "./breach.ts";
import type { JudgePlace, PlannedPlace } from "./plan-place.ts";
import { settle } from "./settle.ts";
import { attemptSteps, besideSteps, judgeStep, shadowStep, targetFacts } from "./show-target.ts";
import { sparedBy } from "./spared-by.ts";

/** A target that can be tried, a shadow, its judge, or the embedder or the judge of a semantic cache, of which the claim does not hold. */
export function everyBreaches(claim: TargetClaim, place: PlannedPlace): Breach[] {
  return [
    ...triedBreaches(claim, place),
    ...shadowBreaches(claim, place),
    ...judgeBreaches(claim, place),
    ...cacheBreaches(claim, place),
  ];
}

function judgeBreaches(claim: TargetClaim, place: PlannedPlace): Breach[] {
  const { shadow } = place;
  if (!shadow?.judge) return [];
  const { judge } = shadow;
  return [
    judgeBreach(claim, place, { judge, key: judgeKey(judge.target), before: (facts) => besideSteps(shadow, facts) }),
  ];
}

function cacheBreaches(claim: TargetClaim, place: PlannedPlace): Breach[] {
  const { judge } = place;
  return judge ? [judgeBreach(claim, place, { judge, key: cacheJudgeKey(judge.target), before: () => [] })] : [];
}

interface Judging {
  readonly judge: JudgePlace;
  /** By what its cost is asked for. */
  readonly key: string;
  /** What happens before it is asked, after the attempts. */
  before(facts: Facts): TraceStep[];
}

function judgeBreach(claim: TargetClaim, place: PlannedPlace, { judge, key, before }: Judging): Breach {
  const { target, when, place: own } = judge;
  const shows = (facts: Facts) => {
    const why = targetFacts(claim, target, own, facts);
    const how = `can be sent, with its answers, to the judge \`${target.id}\`${why === "" ? "" : `, where ${why}`}`;
    return { how, steps: [...attemptSteps(place, facts), ...before(facts), judgeStep(judge, why)] };
  };
  const holds = named(holdsOf(claim, target, own), target.id, key);
  return { when: all([when, not(holds, claim.origin)], claim.origin), shows };
}

/** What a target is asked is asked of it as another. */
function named(condition: Condition, id: string, key: string): Condition {
  switch (condition.kind) {
    case "constant":
      return condition;
    case "atom": {
      const { atom } = condition;
      const isAsked = "argument" in atom && atom.argument === id && isDerived(atom.fact);
      return isAsked ? { ...condition, atom: { ...atom, argument: key } } : condition;
    }
    case "not":
      return not(named(condition.of, id, key), condition.origin);
    case "all":
    case "any": {
      const of = condition.of.map((part) => named(part, id, key));
      return condition.kind === "all" ? all(of, condition.origin) : any(of, condition.origin);
    }
  }
  return condition satisfies never;
}

function shadowBreaches(claim: TargetClaim, place: PlannedPlace): Breach[] {
  const { shadow } = place;
  if (!shadow) return [];
  return shadow.tried.map(({ target, when, isExact }) => ({
    when: all([when, not(holdsOf(claim, target, shadow.place), claim.origin)], claim.origin),
    ...(!isExact && { spares: sparedBy(shadow.place, target, false) }),
    shows: (facts: Facts) => {
      const why = targetFacts(claim, target, shadow.place, facts);
      const how = `can be sent to \`${target.id}\` by the \`shadow\`${why === "" ? "" : `, where ${why}`}`;
      return { how, steps: [...attemptSteps(place, facts), shadowStep(target, shadow, why)] };
    },
  }));
}

function triedBreaches(claim: TargetClaim, place: PlannedPlace): Breach[] {
  const { tried, embedder } = place;
  return (embedder ? [...tried, embedder] : tried).map((reached) => ({
    when: all([reached.when, not(holdsOf(claim, reached.target, place), claim.origin)], claim.origin),
    ...(!reached.isExact && { spares: sparedBy(place, reached.target, place.triesAll) }),
    shows: (facts: Facts) => {
      const { target } = reached;
      const why = targetFacts(claim, target, place, facts);
      const way = reached === embedder ? "has its text sent to the embedder" : "can be sent to";
      return {
        how: `${way} \`${target.id}\`${why === "" ? "" : `, where ${why}`}`,
        steps: attemptSteps(place, facts, { target, why }),
      };
    },
  }));
}

export function holdsOf(claim: TargetClaim, target: Target, place: PlannedPlace): Condition {
  const holds = claim.holds.get(target.id) ?? { kind: "constant", value: false, origin: claim.origin };
  return settle(holds, place);
}
