/** Where the failures of one request lead, as its plan says: looked up when it fails, not before. */
import type { TablePlan } from "../../schemas/table.ts";
import { type AttemptFailure, attemptFailures, type FailureClass } from "../../semantics/failures.ts";
import type { Elsewhere, Leg } from "../attempts/detours.ts";
import type { ReadyTarget } from "./ready-targets.ts";

/** `targetsOf`: those of a plan, by its index, that can serve the request, in order. */
export function elsewhereOf(
  failing: NonNullable<TablePlan["failing"]>,
  targetsOf: (plan: number) => readonly ReadyTarget[],
): Elsewhere<ReadyTarget> {
  const legs = new Map<number | undefined, Leg<ReadyTarget>>();
  const leg = (failure: FailureClass): Leg<ReadyTarget> | undefined => {
    const to = Object.hasOwn(failing, failure) ? failing[failure] : undefined;
    if (!to) return undefined;
    const { plan, tier } = to;
    const known = legs.get(plan);
    if (known) return known;
    const targets = plan === undefined ? [] : targetsOf(plan);
    const found = { targets, name: tier ?? targets.map(({ id }) => id).join(", ") };
    legs.set(plan, found);
    return found;
  };
  const isOutage = (name: string) => attemptFailures[name as AttemptFailure]?.outage;
  return {
    leg,
    outages: () => Object.keys(failing).flatMap((name) => (isOutage(name) ? leg(name as FailureClass)! : [])),
  };
}
