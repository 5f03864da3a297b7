import { retiredModel } from "../diagnostics/catalog/retired-model.ts";
import { diagnose } from "../diagnostics/define.ts";
import { type Check, namedTargets } from "./check.ts";

/** Targets that their provider has switched off, by status or by date. */
export const checkRetiredModels: Check = ({ policy, today }) =>
  namedTargets(policy).flatMap(({ target, origin }) => {
    const { status, retiresOn, replacement } = target.model;
    const isRetired = status === "retired" || (retiresOn !== undefined && retiresOn <= today);
    return isRetired ? [diagnose(retiredModel, { id: target.id, on: retiresOn, replacement }, origin)] : [];
  });
