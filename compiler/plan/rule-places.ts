import type { Route } from "../lower/ir.ts";

/** All that can decide a request of a route: its rules by index, and what holds when none does. */
export function rulePlaces({ rules }: Route): (number | "otherwise")[] {
  return [...rules.keys(), "otherwise"];
}
