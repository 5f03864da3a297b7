/** Which budgets a loss concerns: those whose window had begun by then, and is still running. */
import type { TableBudget } from "../../../schemas/table-budget.ts";
import { type Window, windowAt } from "./window.ts";

/** Times in milliseconds since 1970. */
export function windowInDoubt(kind: TableBudget["window"], since: number, now: number): Window | undefined {
  const window = windowAt(kind, now);
  return window.begins <= since ? window : undefined;
}

/** `month 2026-11, until 2026-12-01 00:00 UTC`; `total`. */
export function spelledWindow(kind: TableBudget["window"], { id, ends }: Window): string {
  return kind === "total" ? id : `${kind} ${id}, until ${minuteOf(ends)} UTC`;
}

/** `2026-11-27 18:20` of milliseconds since 1970. */
export function minuteOf(ms: number): string {
  return new Date(ms).toISOString().slice(0, 16).replace("T", " ");
}
