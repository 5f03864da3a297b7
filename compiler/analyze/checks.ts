import type { Check } from "./check.ts";
import { checkEndpoints } from "./endpoint-not-offered.ts";
import { checkRetiredModels } from "./retired-model.ts";

/** Every check, one line each. */
export const checks: readonly Check[] = [checkEndpoints, checkRetiredModels];
