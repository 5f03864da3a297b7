import type { LatencyState, Quantiles } from "../../../schemas/state.ts";
import type { Part } from "../part.ts";
import { type AskedColumn, keysOf, mayBeMissing } from "./asked-column.ts";
import { doubleAt, doubleCount, doubleNumber } from "./doubles.ts";
import { plainNumber } from "./plain-number.ts";
import { type Span, sharedSpans, spansOf } from "./spans.ts";

/** What was measured of a tier or target, as far as it must not be missing. */
export function latencyState(columns: readonly AskedColumn[]): Part<LatencyState | undefined> {
  const state: LatencyState = {};
  for (const measure of ["firstToken", "total"] as const) {
    const needed = columns.filter((column) => column.path[0] === measure && !mayBeMissing(column));
    if (needed.length === 0) continue;
    const quantiles = quantilesOf(needed);
    if (quantiles.kind !== "values") return quantiles;
    state[measure] = quantiles.values;
  }
  return { kind: "values", values: Object.keys(state).length === 0 ? undefined : state };
}

/** In milliseconds. */
const usual = { p50: 800, p95: 1_500 };

/** The median is not above the other. */
function quantilesOf(needed: readonly AskedColumn[]): Part<Quantiles> {
  const measured = needed.map((column) => ({ column, spans: measuredSpans(column) }));
  const never = measured.find(({ spans }) => spans.length === 0);
  if (never) return { kind: "conflict", keys: [never.column.key] };
  const spansAt = (name: string) => measured.find(({ column }) => column.path[1] === name)?.spans;
  const p50 = spansAt("p50");
  const p95 = spansAt("p95");
  const high = p95 && choose(p95, { first: p50?.[0]?.first ?? 0n, last: doubleCount - 1n }, usual.p95);
  const low = p50 && choose(p50, { first: 0n, last: doubleNumber(high ?? Number.MAX_VALUE) }, usual.p50);
  if ((p95 && high === undefined) || (p50 && low === undefined)) return { kind: "conflict", keys: keysOf(needed) };
  return {
    kind: "values",
    values: { ...(low !== undefined && { p50: low }), ...(high !== undefined && { p95: high }) },
  };
}

function choose(spans: readonly Span[], within: Span, wish: number): number | undefined {
  const [first, ...others] = sharedSpans(spans, [within]);
  return first && plainNumber([first, ...others], wish);
}

function measuredSpans({ column, cells }: AskedColumn): Span[] {
  return column.kind === "number" ? spansOf({ count: doubleCount, at: doubleAt }, column, cells) : [];
}
