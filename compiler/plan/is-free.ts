import type { TableRates } from "../../schemas/table-price.ts";
import { rateNames } from "../../semantics/rates.ts";
import type { Target } from "../lower/ir.ts";
import { emitPrice } from "./emit-price.ts";
import { hasPrice } from "./has-price.ts";

/** Whatever is asked of it costs nothing: so nothing is held for it on any budget. */
export function isFree(target: Target): boolean {
  const { model } = target;
  if (model.price === undefined || !hasPrice(target)) return false;
  const { tiers = [], scheduled = [], offPeak = {}, serviceTiers = {}, ...usual } = emitPrice(model.price, model);
  const all: readonly TableRates[] = [usual, ...tiers, ...scheduled, offPeak, ...Object.values(serviceTiers)];
  return !usual.unknown && !usual.per1kQueries && all.every((rates) => rateNames.every((name) => !rates[name]));
}
