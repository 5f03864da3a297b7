/** Findings that say the same of several places, as one with its places. */
import type { Diagnostic } from "../diagnostics/define.ts";
import { AGAIN } from "./accounts.ts";

/** In the order of the text; a finding stands at its first place. */
export function gathered(diagnostics: readonly Diagnostic[]): Diagnostic[] {
  const inOrder = diagnostics.toSorted((a, b) => (a.span?.start ?? 0) - (b.span?.start ?? 0));
  const groups = Map.groupBy(inOrder, ({ code, message, help }) => `${code} ${message} ${help ?? ""}`);
  return [...groups.values()].map(([first, ...others]) => {
    const places = new Set([first!.span?.start]);
    const further = others.filter(({ span }) => span && !places.has(span.start) && places.add(span.start));
    if (further.length === 0) return first!;
    return { ...first!, labels: [...first!.labels, ...further.map(({ span }) => ({ span: span!, text: AGAIN }))] };
  });
}
