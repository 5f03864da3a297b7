/** What a client is told whose request a budget does not cover. */
import type { TableAction } from "../../../schemas/table.ts";
import type { Failure } from "../../failures.ts";
import { headerText } from "../../http/header-text.ts";
import { type Refusal, shown } from "../../refusal.ts";
import { usd } from "../../usd.ts";

/** A hold that did not fit. */
export interface NotCovered {
  readonly budget: string;
  /** Micro-USD that the attempt may cost, and that are left; absent: the caller may not know. */
  readonly amounts?: { readonly asked: number; readonly left: number } | undefined;
  /** When the window ends, in milliseconds since 1970; infinite: never. */
  readonly ends: number;
}

export const BUDGET_LEFT = "x-pointsman-budget-left";

/** `now` in milliseconds since 1970. */
export function notCovered({ budget, amounts, ends }: NotCovered, now: number): Failure {
  const until = Number.isFinite(ends)
    ? ` until ${new Date(ends).toISOString().slice(0, 16).replace("T", " ")} UTC`
    : "";
  const figures = amounts
    ? `: it may cost up to $${usd(amounts.asked)}, and $${usd(Math.max(0, amounts.left))} is left${until}.`
    : `${until}.`;
  const wait = Number.isFinite(ends) ? { retryAfter: Math.max(1_000, ends - now) } : {};
  return { class: "over-budget", detail: `The budget "${budget}" does not cover this request${figures}`, ...wait };
}

/** `action`: what the policy says of a budget that is spent; its words, where it refuses. */
export function overBudgetRefusal(
  { retryAfter }: Failure,
  refusal: Refusal,
  action: TableAction | undefined,
  left: string | undefined,
): Refusal {
  const own = action && "reject" in action ? action.reject : {};
  return {
    ...refusal,
    ...own,
    headers: {
      ...refusal.headers,
      // The status alone does not make clients come again, so that the whole wait may be told.
      ...(retryAfter !== undefined && { "retry-after": String(Math.ceil(retryAfter / 1_000)) }),
      ...(left !== undefined && { [BUDGET_LEFT]: headerText(left) }),
      "x-should-retry": "false",
    },
  };
}

/** Nobody can say what is left. */
export function unknownLeft(budget: string): Refusal {
  return {
    ...{ status: 503, kind: "failed", code: "budget_unavailable", param: null },
    message: `What is left of the budget "${budget}" cannot be looked up just now. Send the request again.`,
    headers: { "retry-after": "1" },
  };
}

/** The store has lost what was spent: nobody can say what is left before the window ends, or an operator has settled it. */
export function doubtfulLeft(budget: string): Refusal {
  return {
    ...{ status: 503, kind: "failed", code: "budget_unavailable", param: null },
    message: `What is left of the budget "${budget}" is not known: what was spent from it was lost. Whoever runs this gateway can settle that.`,
    headers: { "x-should-retry": "false" },
  };
}

/** `per`: the fact that says whose budget it is. */
export function nobodysBudget(budget: string, per: string): Refusal {
  const kept = `The budget "${budget}" is kept by ${per}`;
  if (per.startsWith("headers.")) {
    const name = per.slice("headers.".length);
    return {
      ...{ status: 400, kind: "invalid", code: "budget_without_owner", param: name },
      message: `${kept}. Send the header ${name}.`,
    };
  }
  if (!per.startsWith("metadata."))
    return {
      ...{ status: 403, kind: "forbidden", code: "budget_without_owner", param: null },
      message: `${kept}, and this API key has none. Use a key that has one.`,
    };
  const name = per.slice("metadata.".length);
  return {
    ...{ status: 400, kind: "invalid", code: "budget_without_owner", param: per },
    message: `${kept}. Send metadata with a value for "${shown(name)}".`,
  };
}
