import { diagnose } from "../diagnostics/define.ts";
import { conditionConstant } from "../diagnostics/syntax/condition-constant.ts";
import type { Check } from "./check.ts";

/** Conditions that constants alone decide. */
export const checkConstantConditions: Check = ({ policy }) =>
  policy.routes
    .flatMap((route) => route.rules)
    .flatMap(({ when }) =>
      when.kind === "constant" ? [diagnose(conditionConstant, { value: when.value }, when.origin)] : [],
    );
