/** Limits of an overlay: that each limits something, and that none is above what its account has for all together. */
import type { TargetLimitDocument, TargetRates } from "../../schemas/target-limit.ts";
import { type Diagnostic, diagnose } from "../diagnostics/define.ts";
import { aboveAccount } from "../diagnostics/rate/above-account.ts";
import { limitKind } from "../diagnostics/syntax/limit-kind.ts";
import type { Catalog } from "../load/catalog/open-catalog.ts";
import { listedLimits } from "../plan/listed-limits.ts";
import { paidBy } from "../plan/paid-by.ts";
import { valuePlace } from "./overlay-places.ts";
import type { Overlay } from "./read-overlay.ts";

interface Written {
  readonly section: "providers" | "models";
  readonly name: string;
  readonly key: "limits" | "accountLimits";
  readonly limit: TargetLimitDocument;
}

/** `own`: the catalog with the overlay. */
export function checkTargetLimits(overlay: Overlay, own: Catalog): Diagnostic[] {
  return writtenIn(overlay).flatMap(({ section, name, key, limit }): Diagnostic[] => {
    const place = valuePlace(overlay, section, name, key);
    if (ratesOf(limit).length === 0) return [diagnose(limitKind, { name: `${name}.${key}`, found: ["window"] }, place)];
    if (key === "accountLimits") return [];
    const provider = own.provider(name.split("/")[0]!);
    const found = ratesOf(limit).flatMap(([rate, most]) => {
      const above =
        provider && accountsOf(own).find((one) => one.paidBy === paidBy(provider) && isBelow(one, limit, rate));
      if (!above) return [];
      return [
        diagnose(
          aboveAccount,
          { name, rate, window: limit.window, most, account: above.id, least: above.limit[rate]! },
          place,
        ),
      ];
    });
    return found.slice(0, 1);
  });
}

interface AccountLimit {
  /** Of a provider that says it. */
  readonly id: string;
  readonly paidBy: string;
  readonly limit: TargetLimitDocument;
}

function isBelow({ limit }: AccountLimit, { window, ...rates }: TargetLimitDocument, rate: keyof TargetRates): boolean {
  return limit.window === window && (limit[rate] ?? Number.POSITIVE_INFINITY) < rates[rate]!;
}

function accountsOf(own: Catalog): AccountLimit[] {
  return own.providerIds().flatMap((id) => {
    const provider = own.provider(id);
    return provider
      ? listedLimits(provider.accountLimits).map((limit) => ({ id, paidBy: paidBy(provider), limit }))
      : [];
  });
}

function writtenIn({ entries: { providers = {}, models = {} } }: Overlay): Written[] {
  const ofProviders = Object.entries(providers).flatMap(([name, provider]) =>
    (["limits", "accountLimits"] as const).flatMap((key) =>
      listedLimits(provider[key]).map((limit): Written => ({ section: "providers", name, key, limit })),
    ),
  );
  const ofModels = Object.entries(models).flatMap(([name, { limits }]) =>
    listedLimits(limits).map((limit): Written => ({ section: "models", name, key: "limits", limit })),
  );
  return [...ofProviders, ...ofModels];
}

function ratesOf({ window: _, ...rates }: TargetLimitDocument): [keyof TargetRates, number][] {
  return (Object.entries(rates) as [keyof TargetRates, number | undefined][]).flatMap(([name, most]) =>
    most === undefined ? [] : [[name, most]],
  );
}
