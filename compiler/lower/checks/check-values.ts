/** What can be said about the values of a policy alone, without the catalog and the meaning of its rules. */
import type { Diagnostic } from "../../diagnostics/define.ts";
import type { Catalog } from "../../load/catalog/open-catalog.ts";
import type { Value } from "../../load/value.ts";
import { checkClaims } from "./claims.ts";
import { checkFailureClasses } from "./failure-classes.ts";
import { checkJurisdictions } from "./jurisdictions.ts";
import { checkLimits } from "./limits.ts";
import { checkMetadataValues } from "./metadata-values.ts";
import { checkNames } from "./names.ts";
import { checkParameters } from "./parameters.ts";
import { checkQuantities } from "./quantities.ts";
import { checkSecrets } from "./secrets.ts";
import { checkSticky } from "./sticky.ts";
import { takesMember } from "./takes-member.ts";
import { checkTreatments } from "./treatments.ts";
import type { ValueCheck } from "./value-check.ts";
import { checkWeights } from "./weights.ts";

const valueChecks: readonly ValueCheck[] = [
  checkClaims,
  checkFailureClasses,
  checkJurisdictions,
  checkLimits,
  checkMetadataValues,
  checkNames,
  checkParameters,
  checkQuantities,
  checkSecrets,
  checkSticky,
  checkTreatments,
  checkWeights,
];

export function checkValues(root: Value, catalog: Catalog): Diagnostic[] {
  const known = { takesMember: (name: string) => takesMember(catalog, name) };
  return valueChecks.flatMap((check) => check(root, known));
}
