import { stale } from "../diagnostics/catalog/stale.ts";
import { diagnose } from "../diagnostics/define.ts";
import { type Check, namedTargets } from "./check.ts";
import { daysBetween } from "./days.ts";

/** Days. */
const OLD = 90;

/** Of the providers that are used, the one whose facts are oldest: one finding for all. */
export const checkStaleCatalog: Check = ({ policy, catalog, today }) => {
  const used = namedTargets(policy).flatMap(({ target, origin }) => {
    const [provider = ""] = target.id.split("/");
    const asOf = catalog.asOf(provider);
    return asOf === undefined ? [] : [{ provider, asOf, days: daysBetween(asOf, today), origin }];
  });
  const [oldest] = used.toSorted((a, b) => b.days - a.days);
  return oldest && oldest.days > OLD ? [diagnose(stale, oldest, oldest.origin)] : [];
};
