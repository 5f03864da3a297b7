/** What is wrong with a chain of targets before any request is sent: the targets must take what comes to them. */
import { unsupportedParameter } from "../diagnostics/chain/unsupported-parameter.ts";
import { windowTooSmall } from "../diagnostics/chain/window-too-small.ts";
import type { Target } from "../lower/ir.ts";
import { isMuchSmaller, windowOf } from "../plan/window.ts";
import type { Span } from "../source.ts";
import type { Findings } from "./findings.ts";

/** A target of the catalog, and where the original names it. */
export interface Link {
  readonly target: Target;
  readonly span: Span;
}

/** What is tried after a target fails, and where the original says so. */
export interface Fallback {
  readonly links: readonly Link[];
  readonly at: Span;
}

/** Fallbacks that are all too small for what `from` takes: told once, at the largest. */
export function checkWindows(from: readonly Link[], to: readonly Fallback[], findings: Findings): void {
  const first = widest(from);
  const next = widest(to.flatMap(({ links }) => links));
  if (!first || !next || !isMuchSmaller(next.target, first.target)) return;
  const { at } = to.find(({ links }) => links.includes(next))!;
  const sizes = { from: windowOf(first.target), to: windowOf(next.target) };
  findings.report(windowTooSmall, { first: first.target.id, next: next.target.id, ...sizes }, at, [
    { span: next.span, text: `takes ${sizes.to.toLocaleString("en")} tokens` },
  ]);
}

function widest(links: readonly Link[]): Link | undefined {
  return links.toSorted((a, b) => windowOf(b.target) - windowOf(a.target))[0];
}

/** What clients send often enough for a refusal to be met in the first outage. */
const usual = ["temperature", "top_p", "stop", "tools"];

/** Parameters that the first target takes and a later one refuses. */
export function checkParameters(from: readonly Link[], to: readonly Link[], at: Span, findings: Findings): void {
  for (const { target, span } of to) {
    const refusedHere = refused(target).filter((name) => usual.includes(name));
    const parameters = refusedHere.filter((name) => from.every((link) => !refused(link.target).includes(name)));
    if (from.length === 0 || parameters.length === 0) continue;
    const labels = [{ span, text: "this model" }];
    findings.report(unsupportedParameter, { id: target.id, parameters, from: from[0]!.target.id }, at, labels);
    return;
  }
}

/** What the provider refuses, by the names that clients use. */
export function refused({ provider, model }: Target): string[] {
  const dropped = [...(provider.parameters?.drop ?? []), ...(model.parameters?.drop ?? [])];
  return [...new Set([...dropped, ...(model.caps?.tools === false ? ["tools"] : [])])];
}
