/** Every code of what the language does not allow, and what it cannot read. */
import type { DiagnosticEntry } from "./define.ts";
import { argument } from "./syntax/argument.ts";
import { asynchronous } from "./syntax/asynchronous.ts";
import { changedByImport } from "./syntax/changed-by-import.ts";
import { classes } from "./syntax/class.ts";
import { conditionConstant } from "./syntax/condition-constant.ts";
import { conditionType } from "./syntax/condition-type.ts";
import { cyclicImport } from "./syntax/cyclic-import.ts";
import { duplicateKey } from "./syntax/duplicate-key.ts";
import { dynamicImport } from "./syntax/dynamic-import.ts";
import { emptyList } from "./syntax/empty-list.ts";
import { emptyValue } from "./syntax/empty-value.ts";
import { encoding } from "./syntax/encoding.ts";
import { enums } from "./syntax/enum.ts";
import { exception } from "./syntax/exception.ts";
import { fillIn } from "./syntax/fill-in.ts";
import { importNotAllowed } from "./syntax/import-not-allowed.ts";
import { impureCall } from "./syntax/impure-call.ts";
import { invariantClaim } from "./syntax/invariant-claim.ts";
import { limitKind } from "./syntax/limit-kind.ts";
import { loop } from "./syntax/loop.ts";
import { looseEquality } from "./syntax/loose-equality.ts";
import { missingKey } from "./syntax/missing-key.ts";
import { missingOtherwise } from "./syntax/missing-otherwise.ts";
import { moneyUnit } from "./syntax/money-unit.ts";
import { mutation } from "./syntax/mutation.ts";
import { noEffect } from "./syntax/no-effect.ts";
import { noPolicy } from "./syntax/no-policy.ts";
import { notACondition } from "./syntax/not-a-condition.ts";
import { notAllowed } from "./syntax/not-allowed.ts";
import { notCarriedOver } from "./syntax/not-carried-over.ts";
import { numberAsText } from "./syntax/number-as-text.ts";
import { operand } from "./syntax/operand.ts";
import { operatorWord } from "./syntax/operator-word.ts";
import { parameterValue } from "./syntax/parameter-value.ts";
import { patternNotLinear } from "./syntax/pattern-not-linear.ts";
import { patternUnsupported } from "./syntax/pattern-unsupported.ts";
import { quantityRange } from "./syntax/quantity-range.ts";
import { quantityWithoutUnit } from "./syntax/quantity-without-unit.ts";
import { recursion } from "./syntax/recursion.ts";
import { rejectStatus } from "./syntax/reject-status.ts";
import { ruleWithoutAction } from "./syntax/rule-without-action.ts";
import { secretInPolicy } from "./syntax/secret-in-policy.ts";
import { shape } from "./syntax/shape.ts";
import { silenceOfError } from "./syntax/silence-of-error.ts";
import { silenceUnknownCode } from "./syntax/silence-unknown-code.ts";
import { silenceUnused } from "./syntax/silence-unused.ts";
import { silenceWithoutReason } from "./syntax/silence-without-reason.ts";
import { type } from "./syntax/type.ts";
import { unitMismatch } from "./syntax/unit-mismatch.ts";
import { unparsable } from "./syntax/unparsable.ts";
import { unreadable } from "./syntax/unreadable.ts";
import { variable } from "./syntax/variable.ts";
import { variablePlace } from "./syntax/variable-place.ts";
import { wrongUnit } from "./syntax/wrong-unit.ts";
import { yaml } from "./syntax/yaml.ts";

export const syntaxKinds: readonly DiagnosticEntry[] = [
  argument,
  asynchronous,
  changedByImport,
  classes,
  conditionConstant,
  conditionType,
  cyclicImport,
  duplicateKey,
  dynamicImport,
  emptyList,
  emptyValue,
  encoding,
  enums,
  exception,
  fillIn,
  importNotAllowed,
  impureCall,
  invariantClaim,
  limitKind,
  loop,
  looseEquality,
  missingKey,
  missingOtherwise,
  moneyUnit,
  mutation,
  noEffect,
  noPolicy,
  notACondition,
  notAllowed,
  notCarriedOver,
  numberAsText,
  operand,
  operatorWord,
  parameterValue,
  patternNotLinear,
  patternUnsupported,
  quantityRange,
  quantityWithoutUnit,
  recursion,
  rejectStatus,
  ruleWithoutAction,
  secretInPolicy,
  shape,
  silenceOfError,
  silenceUnknownCode,
  silenceUnused,
  silenceWithoutReason,
  type,
  unitMismatch,
  unparsable,
  unreadable,
  variable,
  variablePlace,
  wrongUnit,
  yaml,
];
