import type { TableProvider, TableTarget } from "../schemas/table.ts";
import { carriedBy } from "./dialects/carried-by.ts";
import type { PricedTarget } from "./reaching-tier.ts";

/** What a target is billed by. */
export function pricedTarget(
  { providers }: { readonly providers: readonly Pick<TableProvider, "dialect">[] },
  target: TableTarget,
): PricedTarget {
  return { price: target.price, carried: carriedBy(providers[target.provider]!.dialect, target.parameters) };
}
