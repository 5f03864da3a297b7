import { durationKeys, moneyKeys } from "../misfit-quantity.ts";
import { checkRange } from "../quantity-range.ts";
import { budgets, routesAndRules, under } from "./parts.ts";
import type { ValueCheck } from "./value-check.ts";

export const checkQuantities: ValueCheck = (root) => {
  const routes = routesAndRules(root);
  const caches = under(routes, "cache");
  const waits = [...under(routes, "hedge"), ...under(routes, "retry")];
  const parts = [...routes, ...budgets(root), ...caches, ...under(caches, "semantic"), ...waits];
  const inUnit = (keys: readonly string[], unit: "ms" | "usd") =>
    keys
      .flatMap((key) => under(parts, key))
      .filter(({ value }) => value.kind !== "quantity" || value.unit === unit)
      .flatMap(({ path, value }) => checkRange(path, value, unit) ?? []);
  return [...inUnit(durationKeys, "ms"), ...inUnit(moneyKeys, "usd")];
};
