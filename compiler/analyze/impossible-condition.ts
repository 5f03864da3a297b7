import { type Diagnostic, diagnose } from "../diagnostics/define.ts";
import { impossibleCondition } from "../diagnostics/reach/impossible-condition.ts";
import { all } from "../lower/connectives.ts";
import type { Condition } from "../lower/ir.ts";
import type { RouteSpace } from "../verify/route-space.ts";
import { atomsOf } from "./strategies.ts";

/** A condition that no request meets. */
export function impossibleFinding(when: Condition, space: RouteSpace): Diagnostic {
  const parts = when.kind === "all" ? conflict(when.of, space) : [when];
  const labels = parts.length > 1 ? parts.map(({ origin }) => ({ span: origin.span, text: "" })) : [];
  const isAbout = (name: string) =>
    parts.length === 1 && parts.some((part) => atomsOf(part).some(({ fact }) => fact === name));
  const most = isAbout("inputTokens") ? space.route.max.inputTokens : undefined;
  const env = isAbout("key.env") ? space.route.env : undefined;
  const marked = labels.map((label, i) => ({ ...label, text: i === 0 ? "this" : "and this exclude each other" }));
  return diagnose(impossibleCondition, { parts: parts.length, most, env }, when.origin, marked);
}

/** Parts that exclude each other, none of them without effect. */
function conflict(parts: readonly Condition[], space: RouteSpace): readonly Condition[] {
  let core = parts;
  for (const part of parts) {
    const others = core.filter((other) => other !== part);
    if (others.length > 0 && excluded(others, space)) core = others;
  }
  return core;
}

function excluded(parts: readonly Condition[], space: RouteSpace): boolean {
  return space.find({ rule: "otherwise", alone: true, extra: all(parts, parts[0]!.origin) }).kind === "none";
}
