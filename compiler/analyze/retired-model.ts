import { retiredModel } from "../diagnostics/catalog/retired-model.ts";
import { diagnose } from "../diagnostics/define.ts";
import { type Check, namedTargets } from "./check.ts";

/** Targets that their provider has switched off, by what the catalog says; that a date has passed is a warning of its own. */
export const checkRetiredModels: Check = ({ policy }) =>
  namedTargets(policy).flatMap(({ target, origin }) => {
    const { status, retiresOn, replacement } = target.model;
    return status === "retired" ? [diagnose(retiredModel, { id: target.id, on: retiresOn, replacement }, origin)] : [];
  });
