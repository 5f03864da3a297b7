/** What `decide` answers: as JSON it is printed as it is. */
import type { TableRoute } from "../schemas/table.ts";
import { type AboveMax, spellBound } from "../semantics/tokens/above-max.ts";

export interface DecisionReport {
  /** Hash of the table. */
  readonly table: string;
  readonly route: string;
  /** The request is larger than the route's `max`: it is refused before any rule is asked. */
  readonly refused?: AboveMax;
  /** For the key the route is not there: it is for keys of other environments. `null`: the key has none. */
  readonly otherEnv?: { readonly key: string | null; readonly route: readonly string[] };
  /** Up to the one that decided; all of them when none did. */
  readonly rules: readonly RuleReport[];
  /** What the route asks about. */
  readonly facts: readonly FactReport[];
  /** Named as in `rules`. */
  readonly decidedBy: string;
  readonly outcome: PlanReport | RejectReport;
  /** The plan is not served so, as budgets stand. */
  readonly instead?: InsteadReport;
  /** Milliseconds. */
  readonly limits: TableRoute["limits"];
}

export interface PlanReport {
  readonly tier?: string;
  readonly plan: readonly string[];
  readonly leftOut: readonly LeftOutReport[];
}

export interface RejectReport {
  readonly reject: number;
  readonly message: string;
}

export interface InsteadReport {
  /** That does not cover the first attempt; absent: one cannot say whose it is. */
  readonly budget?: string;
  /** In words. */
  readonly why: string;
  readonly outcome: PlanReport | RejectReport;
}

export interface LeftOutReport {
  readonly target: string;
  readonly why: string;
}

export interface RuleReport {
  /** Where it was written, `file:line`, or `<route>/<index>` when no map says so. */
  readonly rule: string;
  readonly when: string;
  readonly holds: boolean;
  /** The facts that keep it from holding. */
  readonly because: readonly FactReport[];
}

/** `null` is missing. */
export interface FactReport {
  readonly fact: string;
  readonly value: string | number | boolean | null;
}

export function showDecision(report: DecisionReport): string {
  const { route, rules, facts } = report;
  const refused = refusedBefore(report);
  const sections = [
    `Route ${route}`,
    ...(refused === undefined ? [...rules.map(showRule), showEnd(report), ...showInstead(report)] : [refused]),
    ...(facts.length > 0 ? [`Facts\n${facts.map((fact) => `  ${showFact(fact)}`).join("\n")}`] : []),
  ];
  return sections.join("\n\n");
}

/** Before any rule is asked. */
function refusedBefore({ refused, otherEnv }: DecisionReport): string | undefined {
  if (otherEnv) {
    const own = otherEnv.key === null ? "has none" : `is of ${otherEnv.key}`;
    return `Refused: the route is for keys of ${otherEnv.route.join(" or ")}, and this key ${own}.`;
  }
  return refused && `Refused: ${spellBound(refused.bound, refused.has)}, and the route takes ${refused.max} at most.`;
}

function showRule({ rule, when, holds, because }: RuleReport): string {
  const why = holds ? "holds" : `does not hold: ${because.map(showFact).join(", ") || "no request can meet it"}`;
  return `${rule}\n  when ${when}\n  ${why}`;
}

function showEnd({ decidedBy, rules, outcome, limits }: DecisionReport): string {
  const none = rules.some(({ holds }) => holds) ? "" : "No rule holds, so `otherwise` decides. ";
  const decided = `${none}Decided by ${decidedBy}`;
  return `${decided}${showOutcome(outcome, limits)}`;
}

function showInstead({ instead, limits }: DecisionReport): string[] {
  if (!instead) return [];
  const { why, outcome } = instead;
  // A refusal for want of anything else says the same.
  const first = "reject" in outcome && outcome.message === why ? "" : `${why}\n`;
  return [`${first}By its budgets${showOutcome(outcome, limits)}`];
}

/** Behind a word for what it is the outcome of. */
function showOutcome(outcome: PlanReport | RejectReport, limits: TableRoute["limits"]): string {
  if ("reject" in outcome) return `: refused with ${outcome.reject}, "${outcome.message}"`;
  const tier = outcome.tier === undefined ? "" : `: tier ${outcome.tier}`;
  const plan = outcome.plan.map((target, index) => `  ${index + 1}. ${target}`);
  const leftOut = outcome.leftOut.map(({ target, why }) => `  without ${target}: it ${why}`);
  const end = plan.length > 0 ? `  within ${limits.deadline} ms` : "  No target is left: the request is refused.";
  return [tier, ...plan, ...leftOut, end].join("\n");
}

function showFact({ fact, value }: FactReport): string {
  return `${fact} is ${value === null ? "missing" : JSON.stringify(value)}`;
}
