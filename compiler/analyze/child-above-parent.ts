import { budgetWindows } from "../../schemas/policy-budget.ts";
import { childAboveParent } from "../diagnostics/cost/child-above-parent.ts";
import { diagnose } from "../diagnostics/define.ts";
import type { Budget } from "../lower/ir.ts";
import type { Check } from "./check.ts";

/** The facts whose values hold those of another: a key has one team and one environment. */
export function groupsAbove(fact: string): readonly string[] {
  return fact === "key.id" ? ["key.team", "key.env"] : [];
}

/** Budgets that allow more than one that they are part of, and that refuses when it is spent. */
export const checkChildBudgets: Check = ({ policy: { budgets } }) =>
  budgets.flatMap((child) => {
    const parent = budgets.find((other) => child.limit > other.limit && refuses(other) && isWithin(child, other));
    if (!parent) return [];
    const labels = [{ span: parent.origin.span, text: "spent first" }];
    return [diagnose(childAboveParent, { child, parent }, child.origin, labels)];
  });

/** A budget that goes on with cheaper targets may stand below one that ends it. */
function refuses({ exhausted }: Budget): boolean {
  return exhausted === undefined || exhausted.kind === "reject";
}

function isWithin(child: Budget, parent: Budget): boolean {
  const isScopeWithin = child.per === parent.per || groupsAbove(child.per).includes(parent.per);
  return isScopeWithin && budgetWindows.indexOf(child.window) <= budgetWindows.indexOf(parent.window);
}
