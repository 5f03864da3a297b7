import type { Label } from "../../diagnostics/define.ts";
import type { Origin, Span } from "../../source.ts";

/** What led to the place that is being evaluated. */
export interface Call {
  readonly at: Origin;
  /** What the place is labelled with. */
  readonly label: string;
}

/** Labels of one finding: of a longer way its inner and its outer end. */
const INNER = 5;
const OUTER = 2;

/** The calls that led to `place`, the innermost first. A place that only surrounds the ones before says nothing new. */
export function callLabels(calls: readonly Call[], place: Span): Label[] {
  const labels: Label[] = [];
  let inner = place;
  for (const { at, label } of calls.toReversed()) {
    if (surrounds(at.span, inner)) {
      if (sameSpan(at.span, inner) && labels.length > 0) labels[labels.length - 1] = { span: at.span, text: label };
      continue;
    }
    labels.push({ span: at.span, text: label });
    inner = at.span;
  }
  return labels.length > INNER + OUTER ? [...labels.slice(0, INNER), ...labels.slice(-OUTER)] : labels;
}

function surrounds(outer: Span, inner: Span): boolean {
  return outer.file === inner.file && outer.start <= inner.start && inner.end <= outer.end;
}

function sameSpan(a: Span, b: Span): boolean {
  return a.file === b.file && a.start === b.start && a.end === b.end;
}
