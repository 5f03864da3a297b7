import { diagnose } from "../diagnostics/define.ts";
import { tierIsModel } from "../diagnostics/name/tier-is-model.ts";
import { type Check, namedTargets } from "./check.ts";

/** Tiers that have the name of a model that the policy uses. */
export const checkTierNames: Check = ({ policy }) => {
  const models = new Map(namedTargets(policy).map(({ target }) => [target.modelId.toLowerCase(), target.id]));
  return policy.tiers.flatMap(({ name, origin }) => {
    const target = models.get(name.toLowerCase());
    return target === undefined ? [] : [diagnose(tierIsModel, { name, target }, origin)];
  });
};
