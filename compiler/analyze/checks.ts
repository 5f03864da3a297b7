import type { Check } from "./check.ts";
import { checkConstantConditions } from "./condition-constant.ts";
import { checkDuplicateTargets } from "./duplicate-target.ts";
import { checkEndpoints } from "./endpoint-not-offered.ts";
import { checkMissingPrices } from "./missing-price.ts";
import { checkMissingQuality } from "./missing-quality.ts";
import { checkVariables } from "./missing-variable.ts";
import { checkOneTarget } from "./one-target.ts";
import { checkPriceChanges } from "./price-change.ts";
import { checkRetiredModels } from "./retired-model.ts";
import { checkRetiringModels } from "./retiring-model.ts";
import { checkStaleCatalog } from "./stale-catalog.ts";
import { checkTierNames } from "./tier-is-model.ts";
import { checkTrialPrices } from "./trial-price.ts";
import { checkCapabilities } from "./unknown-capability.ts";
import { checkUnusedMetadata } from "./unused-metadata.ts";
import { checkUnusedTiers } from "./unused-tier.ts";

/** Every check, one line each. Of several findings at one place the first is kept. */
export const checks: readonly Check[] = [
  checkEndpoints,
  checkRetiredModels,
  checkVariables,
  checkMissingPrices,
  checkMissingQuality,
  checkRetiringModels,
  checkCapabilities,
  checkTrialPrices,
  checkPriceChanges,
  checkStaleCatalog,
  checkConstantConditions,
  checkDuplicateTargets,
  checkOneTarget,
  checkTierNames,
  checkUnusedMetadata,
  checkUnusedTiers,
];
