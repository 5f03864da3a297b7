import { deprecatedModel } from "../diagnostics/catalog/deprecated-model.ts";
import { retiringModel } from "../diagnostics/catalog/retiring-model.ts";
import { diagnose } from "../diagnostics/define.ts";
import { type Check, namedTargets } from "./check.ts";
import { daysBetween } from "./days.ts";

/** Days. */
const SOON = 90;

/** Targets whose end is near or should have come, and those that their provider advises against; the retired ones have their own check. */
export const checkRetiringModels: Check = ({ policy, today }) =>
  namedTargets(policy).flatMap(({ target: { id, model }, origin }) => {
    const { status, retiresOn, replacement } = model;
    if (status === "retired") return [];
    const days = retiresOn === undefined ? Number.POSITIVE_INFINITY : daysBetween(today, retiresOn);
    if (retiresOn !== undefined && days <= SOON) {
      return [diagnose(retiringModel, { id, on: retiresOn, days, replacement }, origin)];
    }
    const isGoing = status === "deprecated" || status === "legacy";
    return isGoing ? [diagnose(deprecatedModel, { id, status, replacement }, origin)] : [];
  });
