import { clock } from "./cache/clock.ts";
import { noBound } from "./cache/no-bound.ts";
import { noEmbedder } from "./cache/no-embedder.ts";
import { nothing } from "./cache/nothing.ts";
import { perCaller } from "./cache/per-caller.ts";
import { smallEmbedder } from "./cache/small-embedder.ts";
import { wideScope } from "./cache/wide-scope.ts";
import { withTools } from "./cache/with-tools.ts";
import { canaryBackWithoutEffect } from "./canary/back-without-effect.ts";
import { canaryCannotTake } from "./canary/cannot-take.ts";
import { canarySameTarget } from "./canary/same-target.ts";
import { canaryShare } from "./canary/share.ts";
import { deprecatedModel } from "./catalog/deprecated-model.ts";
import { endpointNotOffered } from "./catalog/endpoint-not-offered.ts";
import { missingPriceUnderLimit } from "./catalog/missing-price.ts";
import { missingQuality } from "./catalog/missing-quality.ts";
import { missingVariable } from "./catalog/missing-variable.ts";
import { priceChange } from "./catalog/price-change.ts";
import { priceRange } from "./catalog/price-range.ts";
import { retiredModel } from "./catalog/retired-model.ts";
import { retiringModel } from "./catalog/retiring-model.ts";
import { stale } from "./catalog/stale.ts";
import { staleTypes } from "./catalog/stale-types.ts";
import { trialPrice } from "./catalog/trial-price.ts";
import { unknownCapability } from "./catalog/unknown-capability.ts";
import { unknownRegion } from "./catalog/unknown-region.ts";
import { cycle } from "./chain/cycle.ts";
import { deadTarget } from "./chain/dead-target.ts";
import { duplicateTarget } from "./chain/duplicate-target.ts";
import { fixedDimensions } from "./chain/fixed-dimensions.ts";
import { fractionalWeight } from "./chain/fractional-weight.ts";
import { impossibleTreatment } from "./chain/impossible-treatment.ts";
import { judgeOfItself } from "./chain/judge-of-itself.ts";
import { judgeWithoutEffect } from "./chain/judge-without-effect.ts";
import { missingCapability } from "./chain/missing-capability.ts";
import { mixedOperations } from "./chain/mixed-operations.ts";
import { noTarget } from "./chain/no-target.ts";
import { noneLeft } from "./chain/none-left.ts";
import { oneTarget } from "./chain/one-target.ts";
import { orderInComment } from "./chain/order-in-comment.ts";
import { otherVectors } from "./chain/other-vectors.ts";
import { refusalFallback } from "./chain/refusal-fallback.ts";
import { roomWithoutEffect } from "./chain/room-without-effect.ts";
import { shadowWithoutEffect } from "./chain/shadow-without-effect.ts";
import { singleProvider } from "./chain/single-provider.ts";
import { splitPercentages } from "./chain/split-percentages.ts";
import { splitWeights } from "./chain/split-weights.ts";
import { stickyWithoutEffect } from "./chain/sticky-without-effect.ts";
import { unsupportedParameter } from "./chain/unsupported-parameter.ts";
import { vainFallback } from "./chain/vain-fallback.ts";
import { windowTooSmall } from "./chain/window-too-small.ts";
import { zeroWeight } from "./chain/zero-weight.ts";
import { allShadowed } from "./cost/all-shadowed.ts";
import { childAboveParent } from "./cost/child-above-parent.ts";
import { dearerExhausted } from "./cost/dearer-exhausted.ts";
import { perMissing as budgetPerMissing } from "./cost/per-missing.ts";
import { requestAboveBudget } from "./cost/request-above-budget.ts";
import { untrippableBudget } from "./cost/untrippable-budget.ts";
import { withoutOwner } from "./cost/without-owner.ts";
import { exhaustedLeaves } from "./data/exhausted-leaves.ts";
import { keptByProvider } from "./data/kept-by-provider.ts";
import { sensitiveRecorded } from "./data/sensitive-recorded.ts";
import type { DiagnosticEntry } from "./define.ts";
import { constant } from "./invariant/constant.ts";
import { refuted } from "./invariant/refuted.ts";
import { vacuous } from "./invariant/vacuous.ts";
import { conditionSize } from "./limit/condition-size.ts";
import { nesting } from "./limit/nesting.ts";
import { sourceSize } from "./limit/source-size.ts";
import { undecided } from "./limit/undecided.ts";
import { valueSize } from "./limit/value-size.ts";
import { workLimit } from "./limit/work-limit.ts";
import { aliasInFallback } from "./name/alias-in-fallback.ts";
import { ambiguousWildcard } from "./name/ambiguous-wildcard.ts";
import { caseTwins } from "./name/case-twins.ts";
import { defaultTag } from "./name/default-tag.ts";
import { duplicateFailureClass } from "./name/duplicate-failure-class.ts";
import { duplicateMetadataValue } from "./name/duplicate-metadata-value.ts";
import { foreignKey } from "./name/foreign-key.ts";
import { invalidName } from "./name/invalid-name.ts";
import { misplacedSetting } from "./name/misplaced-setting.ts";
import { modelWithoutProvider } from "./name/model-without-provider.ts";
import { otherFamily } from "./name/other-family.ts";
import { redeclared } from "./name/redeclared.ts";
import { reservedHeader } from "./name/reserved-header.ts";
import { reservedMetadata } from "./name/reserved-metadata.ts";
import { reservedParameter } from "./name/reserved-parameter.ts";
import { tierIsModel } from "./name/tier-is-model.ts";
import { unknownBudget } from "./name/unknown-budget.ts";
import { unknownFact } from "./name/unknown-fact.ts";
import { unknownFailureClass } from "./name/unknown-failure-class.ts";
import { unknownFile } from "./name/unknown-file.ts";
import { unknownGroup } from "./name/unknown-group.ts";
import { unknownJurisdiction } from "./name/unknown-jurisdiction.ts";
import { unknownKey } from "./name/unknown-key.ts";
import { unknownMethod } from "./name/unknown-method.ts";
import { unknownModel } from "./name/unknown-model.ts";
import { unknownName } from "./name/unknown-name.ts";
import { unknownParameter } from "./name/unknown-parameter.ts";
import { unknownProvider } from "./name/unknown-provider.ts";
import { unknownRoute } from "./name/unknown-route.ts";
import { unknownSetting } from "./name/unknown-setting.ts";
import { unknownTargetField } from "./name/unknown-target-field.ts";
import { unknownTier } from "./name/unknown-tier.ts";
import { unknownValue } from "./name/unknown-value.ts";
import { unknownWindow } from "./name/unknown-window.ts";
import { unknownZone } from "./name/unknown-zone.ts";
import { unnamedFallback } from "./name/unnamed-fallback.ts";
import { unusedMetadata } from "./name/unused-metadata.ts";
import { unusedOverlayEntry } from "./name/unused-overlay-entry.ts";
import { unusedTier } from "./name/unused-tier.ts";
import { usedBeforeDefinition } from "./name/used-before-definition.ts";
import { aboveAccount } from "./rate/above-account.ts";
import { everyRequest } from "./rate/every-request.ts";
import { oneRequest } from "./rate/one-request.ts";
import { perMissing } from "./rate/per-missing.ts";
import { targetTakenWhole } from "./rate/target-taken-whole.ts";
import { rateWithoutEffect } from "./rate/without-effect.ts";
import { alwaysHolds } from "./reach/always-holds.ts";
import { deadOtherwise } from "./reach/dead-otherwise.ts";
import { deadRule } from "./reach/dead-rule.ts";
import { impossibleCondition } from "./reach/impossible-condition.ts";
import { redundantPart } from "./reach/redundant-part.ts";
import { redundantRule } from "./reach/redundant-rule.ts";
import { notYet as notServedYet } from "./serve/not-yet.ts";
import { syntaxKinds } from "./syntax-kinds.ts";
import { staleTable } from "./table/stale.ts";
import { failureWithoutLimit } from "./time/failure-without-limit.ts";
import { firstTokenUnmet } from "./time/first-token-unmet.ts";
import { hedgeWithoutEffect } from "./time/hedge-without-effect.ts";
import { limitWithoutEffect } from "./time/limit-without-effect.ts";
import { lineWithoutBound } from "./time/line-without-bound.ts";
import { priorityWithoutEffect } from "./time/priority-without-effect.ts";
import { retriesMultiply } from "./time/retries-multiply.ts";
import { shortAttempt } from "./time/short-attempt.ts";
import { slowAnswerCut } from "./time/slow-answer-cut.ts";

/** Every diagnostic, by code. */
export const diagnosticKinds: readonly DiagnosticEntry[] = [
  ...syntaxKinds,
  noBound,
  noEmbedder,
  nothing,
  smallEmbedder,
  wideScope,
  withTools,
  perCaller,
  clock,
  canaryBackWithoutEffect,
  canaryCannotTake,
  canarySameTarget,
  canaryShare,
  deprecatedModel,
  endpointNotOffered,
  missingPriceUnderLimit,
  missingQuality,
  missingVariable,
  priceChange,
  priceRange,
  retiredModel,
  retiringModel,
  stale,
  staleTypes,
  trialPrice,
  unknownCapability,
  unknownRegion,
  cycle,
  deadTarget,
  duplicateTarget,
  fixedDimensions,
  fractionalWeight,
  impossibleTreatment,
  missingCapability,
  mixedOperations,
  noTarget,
  noneLeft,
  oneTarget,
  orderInComment,
  otherVectors,
  refusalFallback,
  roomWithoutEffect,
  shadowWithoutEffect,
  judgeOfItself,
  judgeWithoutEffect,
  singleProvider,
  splitPercentages,
  splitWeights,
  stickyWithoutEffect,
  unsupportedParameter,
  vainFallback,
  windowTooSmall,
  zeroWeight,
  allShadowed,
  childAboveParent,
  dearerExhausted,
  budgetPerMissing,
  requestAboveBudget,
  untrippableBudget,
  withoutOwner,
  exhaustedLeaves,
  keptByProvider,
  sensitiveRecorded,
  constant,
  refuted,
  vacuous,
  notServedYet,
  conditionSize,
  nesting,
  sourceSize,
  undecided,
  valueSize,
  workLimit,
  aliasInFallback,
  ambiguousWildcard,
  caseTwins,
  defaultTag,
  duplicateFailureClass,
  duplicateMetadataValue,
  foreignKey,
  invalidName,
  misplacedSetting,
  modelWithoutProvider,
  otherFamily,
  redeclared,
  reservedParameter,
  reservedHeader,
  reservedMetadata,
  tierIsModel,
  unknownBudget,
  unknownFact,
  unknownFailureClass,
  unknownFile,
  unknownGroup,
  unknownJurisdiction,
  unknownKey,
  unknownMethod,
  unknownModel,
  unknownName,
  unknownParameter,
  unknownProvider,
  unknownSetting,
  unknownTargetField,
  unknownRoute,
  unknownTier,
  unknownValue,
  unknownWindow,
  unknownZone,
  unnamedFallback,
  unusedMetadata,
  unusedOverlayEntry,
  unusedTier,
  usedBeforeDefinition,
  aboveAccount,
  everyRequest,
  oneRequest,
  perMissing,
  targetTakenWhole,
  rateWithoutEffect,
  alwaysHolds,
  deadOtherwise,
  deadRule,
  impossibleCondition,
  redundantPart,
  redundantRule,
  staleTable,
  failureWithoutLimit,
  firstTokenUnmet,
  hedgeWithoutEffect,
  limitWithoutEffect,
  lineWithoutBound,
  priorityWithoutEffect,
  retriesMultiply,
  shortAttempt,
  slowAnswerCut,
];
