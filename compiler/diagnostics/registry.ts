import { endpointNotOffered } from "./catalog/endpoint-not-offered.ts";
import { retiredModel } from "./catalog/retired-model.ts";
import { cycle } from "./chain/cycle.ts";
import type { DiagnosticPage, Severity } from "./define.ts";
import { conditionSize } from "./limit/condition-size.ts";
import { workLimit } from "./limit/work-limit.ts";
import { unknownFact } from "./name/unknown-fact.ts";
import { unknownFile } from "./name/unknown-file.ts";
import { unknownKey } from "./name/unknown-key.ts";
import { unknownModel } from "./name/unknown-model.ts";
import { unknownName } from "./name/unknown-name.ts";
import { unknownTier } from "./name/unknown-tier.ts";
import { unknownValue } from "./name/unknown-value.ts";
import { conditionType } from "./syntax/condition-type.ts";
import { cyclicImport } from "./syntax/cyclic-import.ts";
import { duplicateKey } from "./syntax/duplicate-key.ts";
import { importNotAllowed } from "./syntax/import-not-allowed.ts";
import { looseEquality } from "./syntax/loose-equality.ts";
import { noPolicy } from "./syntax/no-policy.ts";
import { notAllowed } from "./syntax/not-allowed.ts";
import { notYet } from "./syntax/not-yet.ts";
import { shape } from "./syntax/shape.ts";
import { unparsable } from "./syntax/unparsable.ts";
import { yaml } from "./syntax/yaml.ts";

/** What is said about a code without an occurrence of it. */
export interface DiagnosticEntry {
  readonly code: string;
  readonly severity: Severity;
  readonly title: string;
  readonly page: DiagnosticPage;
}

/** Every diagnostic, by code. */
export const diagnosticKinds: readonly DiagnosticEntry[] = [
  endpointNotOffered,
  retiredModel,
  cycle,
  conditionSize,
  workLimit,
  unknownFact,
  unknownFile,
  unknownKey,
  unknownModel,
  unknownName,
  unknownTier,
  unknownValue,
  conditionType,
  cyclicImport,
  duplicateKey,
  importNotAllowed,
  looseEquality,
  noPolicy,
  notAllowed,
  notYet,
  shape,
  unparsable,
  yaml,
];
