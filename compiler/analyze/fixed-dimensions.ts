import { fixedDimensions } from "../diagnostics/chain/fixed-dimensions.ts";
import { diagnose } from "../diagnostics/define.ts";
import { emitParameters } from "../plan/emit-target.ts";
import type { Check } from "./check.ts";
import { reached } from "./reached.ts";
import { servedPlans } from "./served-plans.ts";

/** A length of vectors that a policy fixes, at models whose vectors have another one and cannot be asked for it. */
export const checkFixedDimensions: Check = ({ policy }) =>
  servedPlans(policy).flatMap(({ terms: { set }, targets, strategy, rule, route }) => {
    const wanted = set?.dimensions;
    if (typeof wanted !== "number") return [];
    const ids = new Set(targets.map(({ id }) => id));
    const labels = [{ span: (rule?.terms.set ? rule.origin : route.origin).span, text: "fixed for these requests" }];
    return reached(strategy, policy).flatMap(({ target: { id, model, provider }, origin }) => {
      if (!ids.has(id) || model.kind !== "embedding" || model.dims === wanted) return [];
      const { drop = [] } = emitParameters(provider.parameters, model.parameters);
      if (!drop.includes("dimensions")) return [];
      return [diagnose(fixedDimensions, { id, wanted, dims: model.dims }, origin, labels)];
    });
  });
