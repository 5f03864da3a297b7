import { checkAlwaysHolds } from "./always-holds.ts";
import type { VerifiedCheck } from "./assertion.ts";
import { checkBudgetOwners } from "./budget-owners.ts";
import { checkCanaryTakes } from "./canary-cannot-take.ts";
import { checkDeadTargets } from "./dead-target.ts";
import { checkInvariants } from "./invariants.ts";
import { checkLimitsOfAll } from "./limit-reached-by-all.ts";
import { checkMissingCapabilities } from "./missing-capability.ts";
import { checkNoneLeft } from "./none-left.ts";
import { checkReach } from "./reach.ts";
import { checkRedundantParts } from "./redundant-part.ts";
import { checkRedundantRules } from "./redundant-rule.ts";
import { checkSensitiveRecorded } from "./sensitive-recorded.ts";
import { checkMissingSticky } from "./sticky-missing.ts";
import { checkWideScopes } from "./wide-scope.ts";
import { checkWindows } from "./window-too-small.ts";

/** Every check over all requests and all states, one line each. */
export const verifiedChecks: readonly VerifiedCheck[] = [
  checkInvariants,
  checkReach,
  checkAlwaysHolds,
  checkRedundantRules,
  checkRedundantParts,
  checkNoneLeft,
  checkMissingCapabilities,
  checkDeadTargets,
  checkMissingSticky,
  checkWindows,
  checkCanaryTakes,
  checkSensitiveRecorded,
  checkWideScopes,
  checkLimitsOfAll,
  checkBudgetOwners,
];
