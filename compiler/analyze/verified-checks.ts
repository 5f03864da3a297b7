import { checkAlwaysHolds } from "./always-holds.ts";
import { checkDeadOtherwise } from "./dead-otherwise.ts";
import { checkDeadRules } from "./dead-rule.ts";
import { checkDeadTargets } from "./dead-target.ts";
import { checkImpossibleConditions } from "./impossible-condition.ts";
import { checkInvariants } from "./invariants.ts";
import { checkMissingCapabilities } from "./missing-capability.ts";
import { checkNoneLeft } from "./none-left.ts";
import { checkRedundantParts } from "./redundant-part.ts";
import { checkRedundantRules } from "./redundant-rule.ts";
import { checkSensitiveRecorded } from "./sensitive-recorded.ts";
import type { VerifiedCheck } from "./verified-check.ts";
import { checkWideScopes } from "./wide-scope.ts";
import { checkWindows } from "./window-too-small.ts";

/** Every check over all requests and all states, one line each. */
export const verifiedChecks: readonly VerifiedCheck[] = [
  checkInvariants,
  checkImpossibleConditions,
  checkDeadRules,
  checkAlwaysHolds,
  checkDeadOtherwise,
  checkRedundantRules,
  checkRedundantParts,
  checkNoneLeft,
  checkMissingCapabilities,
  checkDeadTargets,
  checkWindows,
  checkSensitiveRecorded,
  checkWideScopes,
];
