import { missingVariable } from "../diagnostics/catalog/missing-variable.ts";
import { diagnose } from "../diagnostics/define.ts";
import { type Check, namedTargets } from "./check.ts";

/** Targets at an address that has a gap which no overlay fills. */
export const checkVariables: Check = ({ policy }) =>
  namedTargets(policy).flatMap(({ target: { provider }, origin }) => {
    const gaps = [...provider.baseUrl.matchAll(/(?<!\$)\{(\w+)\}/g)].map(([, name = ""]) => name);
    if (gaps.length === 0) return [];
    const found = { provider: provider.id, url: provider.baseUrl, names: [...new Set(gaps)] };
    return [diagnose(missingVariable, found, origin)];
  });
