/** All findings of a place, worst first, but for those that only follow from another one there. */
import type { Diagnostic } from "./define.ts";

/**
 * Places stay in the order in which their first finding came. What is found twice of one place, such as of a value that is
 * used twice, is told once. Of one place errors come before warnings, and then goes by the code.
 */
export function ordered(diagnostics: readonly Diagnostic[]): Diagnostic[] {
  const places = Map.groupBy(diagnostics, ({ span, code }) =>
    span ? `${span.file.name}:${span.start}:${span.end}` : code,
  );
  return [...places.values()].flatMap((found) => {
    const codes = new Set(found.map(({ code }) => code));
    const distinct = [...new Map(found.toReversed().map((one) => [`${one.code}\0${one.message}`, one])).values()];
    return distinct.filter(({ followsFrom = [] }) => !followsFrom.some((cause) => codes.has(cause))).sort(worstFirst);
  });
}

function worstFirst(a: Diagnostic, b: Diagnostic): number {
  if (a.severity !== b.severity) return a.severity === "error" ? -1 : 1;
  return a.code < b.code ? -1 : a.code > b.code ? 1 : 0;
}
