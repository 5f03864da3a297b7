import { deadTarget } from "../diagnostics/chain/dead-target.ts";
import { diagnose } from "../diagnostics/define.ts";
import { all } from "../lower/connectives.ts";
import type { PolicyIr, Target } from "../lower/ir.ts";
import { reachable } from "../plan/order.ts";
import { operationOfTarget } from "../plan/route-operation.ts";
import { unsuitable } from "../plan/suitable.ts";
import { holds } from "../reference/holds.ts";
import { planned } from "../reference/planned.ts";
import { witnessFacts } from "../reference/witness-facts.ts";
import { boundsOf, everywhere } from "../regions/bounds.ts";
import { findBreach } from "../verify/claims/find-breach.ts";
import { placeName } from "../verify/claims/place-span.ts";
import { type PlannedPlace, plannedPlaces } from "../verify/claims/plan-place.ts";
import { belongs, servedHere } from "../verify/claims/served-here.ts";
import { sparedBy } from "../verify/claims/spared-by.ts";
import { isSpent, unspent } from "../verify/claims/standings.ts";
import type { Reachability } from "../verify/reachability.ts";
import type { Verdict } from "../verify/verdict.ts";
import type { Answer, Assertion, VerifiedCheck } from "./assertion.ts";
import { type NamedTarget, reached } from "./reached.ts";

/** Every target is tried by some request at the place where it is written, whatever rule gets there. */
export const checkDeadTargets: VerifiedCheck = ({ policy, routes }) => {
  const uses = routes.flatMap((reach) => livePlaces(policy, reach).flatMap((place) => usesOf(policy, reach, place)));
  const tried = new Map<PlannedPlace, ReadonlySet<string>>();
  return [...Map.groupBy(uses, key).values()].map((group) => isAlive(policy, group, tried));
};

/** A target that is named, and a place at which requests may get to it. */
interface Use {
  readonly named: NamedTarget;
  readonly reach: Reachability;
  readonly place: PlannedPlace;
}

function livePlaces(policy: PolicyIr, { route, rules, otherwise }: Reachability): PlannedPlace[] {
  const live = [...route.rules.keys()].filter((rule) => rules[rule]!.verdict.kind !== "none");
  const places = otherwise.kind === "none" ? live : [...live, "otherwise" as const];
  return places
    .flatMap((rule) => plannedPlaces(policy, route, rule))
    .flatMap((place) => (place.shadow ? [place, place.shadow.place] : [place]));
}

function usesOf(policy: PolicyIr, reach: Reachability, place: PlannedPlace): Use[] {
  const { action, terms } = place.plan;
  // Where no target at all is left, that is another finding.
  if (action.kind === "reject" || place.tried.length === 0) return [];
  // One for something else than its route is another finding, too.
  const isFor = ({ target }: NamedTarget) =>
    operationOfTarget(target) === (terms.operation ?? operationOfTarget(target));
  return reached(action.strategy, policy)
    .filter(isFor)
    .map((named) => ({ named, reach, place }));
}

function key({ named }: Use): string {
  const { span } = named.origin;
  return `${span.file.name}:${span.start}:${span.end}`;
}

/** `uses`: of one named target, at least one. `tried`: what is known to be tried at a place. */
function isAlive(policy: PolicyIr, uses: readonly Use[], tried: Map<PlannedPlace, ReadonlySet<string>>): Assertion {
  const { named, reach, place } = uses[0]!;
  const { id } = named.target;
  const ask = (): Answer => {
    let undecided: string | undefined;
    for (const use of uses) {
      const known = tried.get(use.place) ?? triedByWitness(policy, use.reach, use.place);
      tried.set(use.place, known);
      const verdict = known.has(id) ? { kind: "found" as const } : isTried(policy, use);
      if (verdict.kind === "found") return { kind: "shown", evidence: "a request tries it" };
      if (verdict.kind === "undecided") undecided ??= verdict.why;
    }
    if (undecided !== undefined) return { kind: "undecided", why: undecided };
    const why = reason(policy, uses.at(-1)!);
    return { kind: "refuted", evidence: why, findings: [diagnose(deadTarget, { id, why }, named.origin)] };
  };
  const claim = `${id} is tried at ${placeName(reach.route, place.rule)}`;
  return { claim, code: "chain", origin: named.origin, ask };
}

function reachOf({ rules, otherwise }: Reachability, rule: PlannedPlace["rule"]): Verdict {
  return rule === "otherwise" ? otherwise : rules[rule]!.verdict;
}

/** What the request that is known to be decided here tries. */
function triedByWitness(
  policy: PolicyIr,
  reach: Reachability,
  { rule, plan, spent, failed, triesAll }: PlannedPlace,
): ReadonlySet<string> {
  if (spent || failed) return new Set();
  const { route } = reach;
  const verdict = reachOf(reach, rule);
  if (verdict.kind !== "found" || !plan.order || !triesAll) return new Set();
  const facts = witnessFacts(verdict.witness, policy, route);
  if (!holds(belongs(policy, route.origin), facts)) return new Set();
  if (policy.budgets.some((budget) => holds(isSpent(budget), facts))) return new Set();
  return new Set(planned(plan.order, plan.terms, route.max, facts).map(({ id }) => id));
}

type Tried = { readonly kind: "found" | "none" } | { readonly kind: "undecided"; readonly why: string };

function isTried(policy: PolicyIr, { named: { target }, reach, place }: Use): Tried {
  const { rule, tried, costs, spent, triesAll } = place;
  const found = tried.find((each) => each.target.id === target.id);
  if (!found) return { kind: "none" };
  if (spent) return reachOf(reach, rule);
  const apart = found.isExact ? {} : { spares: sparedBy(place, target, triesAll) };
  const here = servedHere(policy, place, found.when);
  const extra = all([here, unspent(policy, here, reach.space.columns)], here.origin);
  return findBreach(policy, reach.space, { rule, extra, costs }, apart);
}

function reason(policy: PolicyIr, { named: { target }, reach: { space }, place }: Use): string {
  const { rule, plan, tried, costs } = place;
  const bounds = rule === "otherwise" ? everywhere : boundsOf(space.boxes(rule), space.columns);
  const known = unsuitable(target, plan.terms, bounds);
  if (known !== undefined) return `it ${known}`;
  if (place.isShadow) return "a shadow asks the first target that can serve a request, and this one never is";
  const when = tried.find((each) => each.target.id === target.id)?.when;
  if (!place.triesAll && isBehind(place, target))
    return "no failure goes on to it, and another target takes what it could";
  const isServedBefore = when && policy.budgets.length > 0 && space.find({ rule, extra: when, costs }).kind === "found";
  return isServedBefore
    ? "a budget is spent whenever a request gets here, and then its `exhausted` serves instead, or the request is refused"
    : "every request that gets here is one that it cannot serve";
}

/** Without a failure nobody gets to what stands behind another target. */
function isBehind({ plan: { order } }: PlannedPlace, { id }: Target): boolean {
  return order?.kind === "chain" && ![...reachable(order.of[0]!).keys()].includes(id);
}
