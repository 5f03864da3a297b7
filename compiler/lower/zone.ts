/** `r.local("Europe/Berlin")`: the zone that the time is asked in. */
import { zoneOffset } from "../../semantics/facts/zones.ts";
import { nearest } from "../diagnostics/closest.ts";
import { unknownZone } from "../diagnostics/name/unknown-zone.ts";
import { conditionType } from "../diagnostics/syntax/condition-type.ts";
import type { Evaluation } from "../load/typescript/evaluation.ts";
import type { Value } from "../load/value.ts";
import type { Origin } from "../source.ts";
import { text } from "./read.ts";

const instead = 'Name a zone, such as `r.local("Europe/Berlin").hour`.';

/** Undefined when it is none, which is reported. */
export function zoneOf(args: readonly Value[], at: Origin, evaluation: Evaluation): string | undefined {
  const [first, ...rest] = args;
  if (first?.kind === "invalid") return undefined;
  const zone = text(first);
  if (zone === undefined || rest.length > 0) {
    evaluation.report(conditionType, { problem: "`r.local` is asked with the name of a time zone", instead }, at);
    return undefined;
  }
  if (zoneOffset(zone)) return zone;
  evaluation.report(unknownZone, { zone, ...nearest(zone, Intl.supportedValuesOf("timeZone")) }, first!.origin);
  return undefined;
}

export function uncalledLocal(evaluation: Evaluation, at: Origin): Value {
  return evaluation.report(conditionType, { problem: "`r.local` is asked with the name of a time zone", instead }, at);
}
