import { tellsPurpose } from "../../semantics/dialects/tells-purpose.ts";
import { unsupportedParameter } from "../diagnostics/chain/unsupported-parameter.ts";
import { diagnose } from "../diagnostics/define.ts";
import type { Target } from "../lower/ir.ts";
import { operationOfTarget } from "../plan/route-operation.ts";
import { isSentTo } from "../plan/sent-to.ts";
import type { Check } from "./check.ts";
import { reached } from "./reached.ts";
import { servedPlans } from "./served-plans.ts";

/** Parameters that a policy fixes, at targets that refuse them: there the request goes out without. */
export const checkFixedParameters: Check = ({ policy }) =>
  servedPlans(policy).flatMap(({ terms: { set }, targets, strategy, rule, route }) => {
    if (set === undefined) return [];
    const ids = new Set(targets.map(({ id }) => id));
    const labels = [{ span: (rule?.terms.set ? rule.origin : route.origin).span, text: "fixed for these requests" }];
    return reached(strategy, policy).flatMap(({ target, origin }) => {
      const { id } = target;
      const parameters = Object.keys(set).filter((name) => isLeftOut(target, name, set[name]));
      if (!ids.has(id) || parameters.length === 0) return [];
      return [diagnose(unsupportedParameter, { id, parameters, isFixed: true }, origin, labels)];
    });
  });

/** A length of vectors never is: where it cannot be asked for, nothing is served. */
function isLeftOut(target: Target, name: string, value: unknown): boolean {
  if (operationOfTarget(target) !== "embeddings") return !isSentTo(target, name, value);
  if (name === "dimensions" || (name === "input_type" && isToldPurpose(target))) return false;
  return !isSentTo(target, name, value);
}

function isToldPurpose({ provider, modelId, model: { wireName = modelId, parameters } }: Target): boolean {
  const isRequired = [provider.parameters, parameters].some((one) => Object.hasOwn(one?.require ?? {}, "input_type"));
  return isRequired || tellsPurpose[provider.dialect]?.test(wireName) === true;
}
