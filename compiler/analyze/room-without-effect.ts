import { type RoomReason, roomWithoutEffect } from "../diagnostics/chain/room-without-effect.ts";
import { diagnose } from "../diagnostics/define.ts";
import type { PolicyIr, Strategy, Target } from "../lower/ir.ts";
import { orderOf, reachable } from "../plan/order.ts";
import { paidBy } from "../plan/paid-by.ts";
import type { Check } from "./check.ts";
import { strategiesOf } from "./strategies.ts";

/** A balance by room whose targets are not all known to have an end. */
export const checkRoom: Check = ({ policy, catalog }) => {
  const bounded = new Set(
    catalog.providerIds().flatMap((id) => {
      const provider = catalog.provider(id);
      return provider?.accountLimits ? [paidBy(provider)] : [];
    }),
  );
  const isLimited = ({ model, provider }: Target) =>
    (model.limits ?? provider.limits) !== undefined || bounded.has(paidBy(provider));
  return strategiesOf(policy).flatMap((strategy) => {
    const reason = reasonOf(policy, strategy, isLimited);
    return reason ? [diagnose(roomWithoutEffect, reason, strategy.origin)] : [];
  });
};

function reasonOf(
  policy: PolicyIr,
  strategy: Strategy,
  isLimited: (target: Target) => boolean,
): RoomReason | undefined {
  // One part has a finding of its own.
  if (strategy.kind !== "balance" || strategy.by !== "room" || strategy.of.length < 2) return undefined;
  if (strategy.sticky && strategy.sticky.lifetime === undefined) return { kind: "sticky" };
  const tiers = new Map(policy.tiers.map(({ name, strategy: of }) => [name, of]));
  const order = orderOf(strategy, tiers, () => true);
  const targets = order ? [...reachable(order).values()] : [];
  const unlimited = targets.filter((target) => !isLimited(target)).map(({ id }) => id);
  if (unlimited.length === 0) return undefined;
  return { kind: "unlimited", unlimited, isAll: unlimited.length === targets.length };
}
