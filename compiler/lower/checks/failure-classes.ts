import { type AttemptFailure, attemptFailures, beforeAnswer, watchesSilence } from "../../../semantics/failures.ts";
import { nearest } from "../../diagnostics/closest.ts";
import { type Diagnostic, diagnose } from "../../diagnostics/define.ts";
import { duplicateFailureClass } from "../../diagnostics/name/duplicate-failure-class.ts";
import { unknownFailureClass } from "../../diagnostics/name/unknown-failure-class.ts";
import { failureWithoutLimit } from "../../diagnostics/time/failure-without-limit.ts";
import type { Value } from "../../load/value.ts";
import type { Origin } from "../../source.ts";
import { duration, entries, field, items, text } from "../read.ts";
import { routesAndRules } from "./parts.ts";
import type { ValueCheck } from "./value-check.ts";

/** Those of one attempt are known: what ends a whole request is followed by nothing. */
export const checkFailureClasses: ValueCheck = (root) =>
  routesAndRules(root).flatMap(({ value }) => {
    const named = namedIn(field(value, "fallbackOn"));
    return [...named.flatMap(checkName), ...repeated(named), ...withoutLimit(named, value)];
  });

interface Named {
  readonly name: string;
  readonly origin: Origin;
}

/** `default` is the name of all others, where each has its own. */
function namedIn(written: Value | undefined): Named[] {
  const listed = items(written).flatMap((item): Named[] => {
    const name = text(item);
    return name === undefined ? [] : [{ name, origin: item.origin }];
  });
  return [...listed, ...entries(written).filter(({ name }) => name !== "default")];
}

const known = Object.keys(attemptFailures);

function checkName({ name, origin }: Named): Diagnostic[] {
  return known.includes(name) ? [] : [diagnose(unknownFailureClass, { name, known, ...nearest(name, known) }, origin)];
}

function repeated(named: readonly Named[]): Diagnostic[] {
  return [...Map.groupBy(named, ({ name }) => name).values()].flatMap(([first, ...more]) =>
    more.map(({ name, origin }) => {
      const labels = [{ span: first!.origin.span, text: "first here" }];
      return diagnose(duplicateFailureClass, { name }, origin, labels);
    }),
  );
}

/** What brings a failure about. */
const limitsOf: Readonly<Partial<Record<string, readonly string[]>>> = {
  "timeout-first-token": ["firstToken"],
  "timeout-idle": ["idle", "firstToken"],
};

function withoutLimit(named: readonly Named[], route: Value): Diagnostic[] {
  const [firstToken, idle] = [duration(field(route, "firstToken")), duration(field(route, "idle"))];
  const possible = beforeAnswer({ firstToken, wholeAsStream: watchesSilence({ firstToken, idle }) });
  return named.flatMap(({ name, origin }) => {
    const limits = limitsOf[name];
    if (!limits || possible.includes(name as AttemptFailure)) return [];
    return [diagnose(failureWithoutLimit, { name, limits }, origin)];
  });
}
