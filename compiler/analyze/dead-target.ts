import { deadTarget } from "../diagnostics/chain/dead-target.ts";
import { type Diagnostic, diagnose } from "../diagnostics/define.ts";
import type { PolicyIr } from "../lower/ir.ts";
import { unsuitable } from "../plan/suitable.ts";
import { planned } from "../reference/planned.ts";
import { witnessFacts } from "../reference/witness-facts.ts";
import { boundsOf, everywhere } from "../regions/bounds.ts";
import { type PlannedPlace, plannedPlaces } from "../verify/claims/plan-place.ts";
import type { Reachability } from "../verify/reachability.ts";
import { type NamedTarget, reached } from "./reached.ts";
import type { VerifiedCheck } from "./verified-check.ts";

/** Targets that no request tries at the place where they are written, whatever rule gets there. */
export const checkDeadTargets: VerifiedCheck = ({ policy, routes }) => {
  const seen = new Map<string, Seen>();
  for (const reach of routes) for (const place of livePlaces(policy, reach)) look(policy, reach, place, seen);
  return { diagnostics: [...seen.values()].flatMap(({ named, why }) => (why === undefined ? [] : [dead(named, why)])) };
};

interface Seen {
  readonly named: NamedTarget;
  /** Undefined once some request tries it. */
  why: string | undefined;
}

function livePlaces(policy: PolicyIr, { route, rules, otherwise }: Reachability): PlannedPlace[] {
  const live = [...route.rules.keys()].filter((rule) => rules[rule]!.verdict.kind === "found");
  const places = otherwise.kind === "found" ? [...live, "otherwise" as const] : live;
  return places.flatMap((rule) => plannedPlaces(policy, route, rule));
}

function look(policy: PolicyIr, reach: Reachability, place: PlannedPlace, seen: Map<string, Seen>): void {
  const { action } = place.plan;
  // Where no target at all is left, that is another finding.
  if (action.kind === "reject" || place.tried.length === 0) return;
  const open = reached(action.strategy, policy).filter(
    (named) => seen.get(key(named))?.why !== undefined || !seen.has(key(named)),
  );
  if (open.length === 0) return;
  const known = place.spent ? new Set<string>() : triedByWitness(policy, reach, place);
  for (const named of open) {
    const why = known.has(named.target.id) || isTried(reach, place, named) ? undefined : reason(reach, place, named);
    seen.set(key(named), { named, why });
  }
}

function key({ origin: { span } }: NamedTarget): string {
  return `${span.file.name}:${span.start}:${span.end}`;
}

/** What the request that is known to be decided here tries. */
function triedByWitness(
  policy: PolicyIr,
  { route, rules, otherwise }: Reachability,
  { rule, plan }: PlannedPlace,
): Set<string> {
  const verdict = rule === "otherwise" ? otherwise : rules[rule]!.verdict;
  const isFirstOnly = route.fallbackOn?.length === 0 && !route.hedge;
  if (verdict.kind !== "found" || !plan.order || isFirstOnly) return new Set();
  const facts = witnessFacts(verdict.witness, policy, route);
  return new Set(planned(plan.order, plan.terms, route.max.outputTokens, facts).map(({ id }) => id));
}

function isTried(
  { space }: Reachability,
  { rule, tried, costs, spent }: PlannedPlace,
  { target }: NamedTarget,
): boolean {
  const found = tried.find((each) => each.target.id === target.id);
  if (!found) return false;
  if (spent) return true;
  return space.find({ rule, extra: found.when, costs }).kind !== "none";
}

function reason({ space }: Reachability, { rule, plan }: PlannedPlace, { target }: NamedTarget): string {
  const bounds = rule === "otherwise" ? everywhere : boundsOf(space.boxes(rule), space.columns);
  const known = unsuitable(target, plan.terms, bounds);
  return known === undefined ? "every request that gets here is one that it cannot serve" : `it ${known}`;
}

function dead({ target: { id }, origin }: NamedTarget, why: string): Diagnostic {
  return diagnose(deadTarget, { id, why }, origin);
}
