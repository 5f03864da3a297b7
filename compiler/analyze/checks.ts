import { checkCacheBounds } from "./cache-bound.ts";
import { checkCacheFacts } from "./cache-facts.ts";
import { checkCanaries } from "./canaries.ts";
import type { Check } from "./check.ts";
import { checkChildBudgets } from "./child-above-parent.ts";
import { checkConstantConditions } from "./condition-constant.ts";
import { checkConstantClaims } from "./constant-claim.ts";
import { checkDearerExhausted } from "./dearer-exhausted.ts";
import { checkDuplicateTargets } from "./duplicate-target.ts";
import { checkEmbedders } from "./embedder.ts";
import { checkEmptyCaches } from "./empty-cache.ts";
import { checkEndpoints } from "./endpoint-not-offered.ts";
import { checkExhaustedJurisdictions } from "./exhausted-leaves.ts";
import { checkFirstTokens } from "./first-token-unmet.ts";
import { checkFixedDimensions } from "./fixed-dimensions.ts";
import { checkFixedParameters } from "./fixed-parameter-refused.ts";
import { checkHedges } from "./hedge-without-effect.ts";
import { checkCacheJudges } from "./judges.ts";
import { checkKeptByProviders } from "./kept-by-provider.ts";
import { checkLimitsWithoutEffect } from "./limit-without-effect.ts";
import { checkMissingPrices } from "./missing-price.ts";
import { checkMissingQuality } from "./missing-quality.ts";
import { checkVariables } from "./missing-variable.ts";
import { checkMixedOperations } from "./mixed-operations.ts";
import { checkServed } from "./not-served.ts";
import { checkOneRequest } from "./one-request-above-limit.ts";
import { checkOneTarget } from "./one-target.ts";
import { checkOtherParameters } from "./other-parameters.ts";
import { checkVectors } from "./other-vectors.ts";
import { checkPriceChanges } from "./price-change.ts";
import { checkPriorities } from "./priority-without-effect.ts";
import { checkRates } from "./rate-without-effect.ts";
import { checkRequestsAboveBudgets } from "./request-above-budget.ts";
import { checkRetiredModels } from "./retired-model.ts";
import { checkRetiringModels } from "./retiring-model.ts";
import { checkRoom } from "./room-without-effect.ts";
import { checkShadows } from "./shadows.ts";
import { checkShortAttempts } from "./short-attempt.ts";
import { checkSingleProviders } from "./single-provider.ts";
import { checkSlowAnswers } from "./slow-answer-cut.ts";
import { checkSmallEmbedders } from "./small-embedder.ts";
import { checkStaleCatalog } from "./stale-catalog.ts";
import { checkSticky } from "./sticky-without-effect.ts";
import { checkTakenTargets } from "./target-taken-whole.ts";
import { checkTierNames } from "./tier-is-model.ts";
import { checkTrialPrices } from "./trial-price.ts";
import { checkCapabilities } from "./unknown-capability.ts";
import { checkUntrippableBudgets } from "./untrippable-budget.ts";
import { checkUnusedMetadata } from "./unused-metadata.ts";
import { checkUnusedTiers } from "./unused-tier.ts";
import { checkFallbackTiers } from "./vain-fallback.ts";

/** Every check, one line each. */
export const checks: readonly Check[] = [
  checkEndpoints,
  checkMixedOperations,
  checkVectors,
  checkOtherParameters,
  checkFixedDimensions,
  checkServed,
  checkEmbedders,
  checkSmallEmbedders,
  checkCacheBounds,
  checkEmptyCaches,
  checkCacheFacts,
  checkCacheJudges,
  checkRetiredModels,
  checkVariables,
  checkMissingPrices,
  checkKeptByProviders,
  checkMissingQuality,
  checkRetiringModels,
  checkCapabilities,
  checkTrialPrices,
  checkPriceChanges,
  checkStaleCatalog,
  checkConstantConditions,
  checkConstantClaims,
  checkDuplicateTargets,
  checkOneTarget,
  checkSticky,
  checkRoom,
  checkSingleProviders,
  checkFallbackTiers,
  checkFixedParameters,
  checkShortAttempts,
  checkLimitsWithoutEffect,
  checkFirstTokens,
  checkSlowAnswers,
  checkHedges,
  checkCanaries,
  checkPriorities,
  checkShadows,
  checkUntrippableBudgets,
  checkChildBudgets,
  checkRequestsAboveBudgets,
  checkDearerExhausted,
  checkExhaustedJurisdictions,
  checkRates,
  checkOneRequest,
  checkTakenTargets,
  checkTierNames,
  checkUnusedMetadata,
  checkUnusedTiers,
];
