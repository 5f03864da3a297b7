import { durationKeys, moneyKeys } from "../misfit-quantity.ts";
import { checkRange } from "../quantity-range.ts";
import { field } from "../read.ts";
import { budgets, routesAndRules, strategyParts, under } from "./parts.ts";
import type { ValueCheck } from "./value-check.ts";

export const checkQuantities: ValueCheck = (root) => {
  const routes = routesAndRules(root);
  const caches = under(routes, "cache");
  const waits = [...under(routes, "hedge"), ...under(routes, "retry")];
  const sticky = strategyParts(root).filter(({ value }) => field(value, "lifetime"));
  const parts = [...sticky, ...routes, ...budgets(root), ...caches, ...under(caches, "semantic"), ...waits];
  const inUnit = (keys: readonly string[], unit: "ms" | "usd") =>
    keys
      .flatMap((key) => under(parts, key))
      .filter(({ value }) => value.kind !== "quantity" || value.unit === unit)
      .flatMap(({ path, value }) => checkRange(path, value, unit) ?? []);
  return [...inUnit(durationKeys, "ms"), ...inUnit(moneyKeys, "usd")];
};
