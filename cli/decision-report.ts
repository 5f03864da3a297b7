/** What `decide` answers: as JSON it is printed as it is. */
import type { TableRoute } from "../schemas/table.ts";
import { type AboveMax, spellBound } from "../semantics/tokens/above-max.ts";

export interface DecisionReport {
  /** Hash of the table. */
  readonly table: string;
  readonly route: string;
  /** The request is larger than the route's `max`: it is refused before any rule is asked. */
  readonly refused?: AboveMax;
  /** Up to the one that decided; all of them when none did. */
  readonly rules: readonly RuleReport[];
  /** What the route asks about. */
  readonly facts: readonly FactReport[];
  /** Named as in `rules`. */
  readonly decidedBy: string;
  readonly outcome:
    | { readonly tier?: string; readonly plan: readonly string[]; readonly leftOut: readonly LeftOutReport[] }
    | { readonly reject: number; readonly message: string };
  /** Milliseconds. */
  readonly limits: TableRoute["limits"];
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
  const { route, rules, facts, refused } = report;
  const sections = [
    `Route ${route}`,
    ...(refused
      ? [`Refused: ${spellBound(refused.bound, refused.has)}, and the route takes ${refused.max} at most.`]
      : []),
    ...(refused ? [] : [...rules.map(showRule), showEnd(report)]),
    ...(facts.length > 0 ? [`Facts\n${facts.map((fact) => `  ${showFact(fact)}`).join("\n")}`] : []),
  ];
  return sections.join("\n\n");
}

function showRule({ rule, when, holds, because }: RuleReport): string {
  const why = holds ? "holds" : `does not hold: ${because.map(showFact).join(", ") || "no request can meet it"}`;
  return `${rule}\n  when ${when}\n  ${why}`;
}

function showEnd({ decidedBy, rules, outcome, limits }: DecisionReport): string {
  const none = rules.some(({ holds }) => holds) ? "" : "No rule holds, so `otherwise` decides. ";
  const decided = `${none}Decided by ${decidedBy}`;
  if ("reject" in outcome) return `${decided}: refused with ${outcome.reject}, "${outcome.message}"`;
  const tier = outcome.tier === undefined ? "" : `: tier ${outcome.tier}`;
  const plan = outcome.plan.map((target, index) => `  ${index + 1}. ${target}`);
  const leftOut = outcome.leftOut.map(({ target, why }) => `  without ${target}: it ${why}`);
  const end = plan.length > 0 ? `  within ${limits.deadline} ms` : "  No target is left: the request is refused.";
  return [`${decided}${tier}`, ...plan, ...leftOut, end].join("\n");
}

function showFact({ fact, value }: FactReport): string {
  return `${fact} is ${value === null ? "missing" : JSON.stringify(value)}`;
}
