/** The windows of budgets, in UTC: each has a name of its own, so that one that turns is another account. */
import type { TableBudget } from "../../../schemas/table-budget.ts";

export interface Window {
  /** Of its kind: `2026-11-27T15`, `2026-11-27`, `2026-W48`, `2026-11`, `total`. */
  readonly id: string;
  /** Milliseconds since 1970: from then on it is running, until it `ends`. */
  readonly begins: number;
  readonly ends: number;
}

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

/** The one that is running at a time. Weeks are those of ISO 8601: they begin on Mondays, and belong to the year of their Thursday. */
export function windowAt(kind: TableBudget["window"], at: number): Window {
  const date = new Date(at);
  const [year, month] = [date.getUTCFullYear(), date.getUTCMonth()];
  const day = Math.floor(at / DAY) * DAY;
  switch (kind) {
    case "hour": {
      const begins = Math.floor(at / HOUR) * HOUR;
      return { id: iso(begins).slice(0, 13), begins, ends: begins + HOUR };
    }
    case "day":
      return { id: iso(day).slice(0, 10), begins: day, ends: day + DAY };
    case "week":
      return week(day - ((date.getUTCDay() + 6) % 7) * DAY);
    case "month": {
      const begins = Date.UTC(year, month);
      return { id: iso(begins).slice(0, 7), begins, ends: Date.UTC(year, month + 1) };
    }
    case "total":
      return { id: "total", begins: Number.NEGATIVE_INFINITY, ends: Number.POSITIVE_INFINITY };
    default:
      return kind satisfies never;
  }
}

function week(monday: number): Window {
  const thursday = monday + 3 * DAY;
  const year = new Date(thursday).getUTCFullYear();
  const number = 1 + Math.floor((thursday - Date.UTC(year, 0)) / (7 * DAY));
  return { id: `${year}-W${String(number).padStart(2, "0")}`, begins: monday, ends: monday + 7 * DAY };
}

function iso(at: number): string {
  return new Date(at).toISOString();
}
