/** How budgets may stand. A claim holds however they do; what is shown of them is a state in which the place is asked at once. */
import { all, any, atom, not } from "../../lower/connectives.ts";
import { HARD_COST } from "../../lower/derived-facts.ts";
import { nextDouble } from "../../lower/interval.ts";
import type { Budget, Condition, PolicyIr } from "../../lower/ir.ts";
import { columnsOf } from "../../regions/columns.ts";
import type { Columns } from "../../regions/search/point.ts";
import type { RouteSpace } from "../route-space.ts";
import type { PlannedPlace } from "./plan-place.ts";

/**
 * How budgets may stand so that nobody else need spend for the place to be asked: the plainest first. Empty where the route asks
 * nothing of them.
 */
export function standings(
  policy: PolicyIr,
  { columns }: RouteSpace,
  place: PlannedPlace,
  about: Condition,
): Condition[] {
  const { spent } = place;
  if (spent) return [isSpent(spent.budget), tooDear(spent, columnsOf([about]), columns)];
  const open = unspent(policy, about, columns);
  return open.kind === "constant" ? [] : [open];
}

/** Nothing is left of it. What is not known is not taken to be spent. */
export function isSpent({ name, origin }: Budget): Condition {
  const bounds = { from: Number.NEGATIVE_INFINITY, to: nextDouble(0) };
  return atom({ kind: "range", fact: `budget.${name}.left`, ...bounds }, origin);
}

/** Something is left of every budget that the condition or the route's own `columns` ask about. */
export function unspent({ budgets }: PolicyIr, condition: Condition, columns: Columns): Condition {
  if (budgets.length === 0) return { kind: "constant", value: true, origin: condition.origin };
  const asked = [...columns.values(), ...columnsOf([condition]).values()].map(({ fact }) => fact);
  const open = budgets
    .filter(({ name }) => asked.some((fact) => fact.startsWith(`budget.${name}.`)))
    .map((budget) => not(isSpent(budget), condition.origin));
  return all(open, condition.origin);
}

/** As little is left as a cell of what is asked of it has, and an attempt of the plan can cost more. */
function tooDear({ budget, instead }: NonNullable<PlannedPlace["spent"]>, ...asked: Columns[]): Condition {
  const { name, limit, origin } = budget;
  const amounts: Readonly<Record<string, (cut: number) => number>> = {
    left: (left) => left,
    spent: (spent) => limit - spent,
    ratio: (ratio) => limit - ratio * limit,
  };
  const columns = asked.flatMap((some) => [...some.values()]);
  const least = Object.entries(amounts).flatMap(([of, toLeft]) =>
    columns
      .filter(({ fact, kind }) => kind === "number" && fact === `budget.${name}.${of}`)
      .flatMap((column) => (column.kind === "number" ? column.cuts.map(toLeft) : [])),
  );
  const possible = [...new Set(least)].filter((left) => left > 0 && left < limit).sort((a, b) => a - b);
  return any(
    possible.map((left) => all([isAt(name, left, origin), anyAbove(left, instead, origin)], origin)),
    origin,
  );
}

/** What is left, to the micro-dollar: what is asked of what was spent falls on either side of it. */
function isAt(name: string, left: number, origin: Condition["origin"]): Condition {
  return atom({ kind: "range", fact: `budget.${name}.left`, from: left, to: left + STEP }, origin);
}

/** Budgets count in it. */
const STEP = 1e-6;

function anyAbove(left: number, { tried }: PlannedPlace, origin: Condition["origin"]): Condition {
  const above = { from: left + 2 * STEP, to: Number.POSITIVE_INFINITY };
  return any(
    tried.map(({ target: { id }, when }) =>
      all([when, atom({ kind: "range", fact: HARD_COST, argument: id, ...above }, origin)], origin),
    ),
    origin,
  );
}
