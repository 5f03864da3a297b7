import { diagnose } from "../diagnostics/define.ts";
import { limitWithoutEffect } from "../diagnostics/time/limit-without-effect.ts";
import { DEADLINE } from "../plan/limits.ts";
import type { Check } from "./check.ts";

/** Limits of an attempt that the deadline of the whole request always comes before. */
export const checkLimitsWithoutEffect: Check = ({ policy }) =>
  policy.routes.flatMap(({ limits, limitOrigins, retry, origin }) => {
    const deadline = limits.deadline ?? DEADLINE;
    const late =
      retry?.after !== undefined && retry.after >= deadline ? [{ name: "retry", ms: retry.after } as const] : [];
    const early = (["attempt", "firstToken", "idle"] as const).flatMap((name) => {
      const ms = limits[name];
      return ms !== undefined && ms >= deadline ? [{ name, ms }] : [];
    });
    const vain = [...early, ...late];
    const [first] = vain;
    if (!first) return [];
    const at = (first.name === "retry" ? retry?.origin : limitOrigins?.[first.name]) ?? origin;
    return [diagnose(limitWithoutEffect, { vain, deadline, isDefault: limits.deadline === undefined }, at)];
  });
