/** Which name of the policy stands at a place of its text. */
import type { Value } from "../load/value.ts";
import type { Origin, Span } from "../source.ts";

export type NameKind = "tier" | "model" | "failure" | "fact" | "route";

export interface NamedPlace {
  readonly kind: NameKind;
  readonly name: string;
  readonly span: Span;
}

/** Undefined where there is none. Places are those where names are written, whatever constants they came through. */
export function nameAt(root: Value, file: string, offset: number): NamedPlace | undefined {
  const found: NamedPlace[] = [];
  visit(root, [], (place) => {
    const { span } = place;
    if (span.file.name === file && span.start <= offset && offset <= span.end) found.push(place);
  });
  return found.sort((a, b) => length(a.span) - length(b.span))[0];
}

/** What a text under these keys names; items of lists have the key `[]`. */
export function roleOf(path: readonly string[], name: string): NameKind | undefined {
  const last = path.at(-1) ?? "";
  const inFallback = path.lastIndexOf("fallbackOn");
  if (inFallback !== -1 && inFallback === path.length - 2 && last === "[]") return "failure";
  if (last === "by" || last === "sticky") return "fact";
  if (last === "embedder" || (last === "model" && path.at(-2) === "judge")) return "model";
  if (path[0] === "limits" && path.at(-2) === "routes") return "route";
  if (noNames.has(last)) return undefined;
  const isStrategy =
    path[0] === "tiers" || inFallback !== -1 || path.some((key) => ["use", "otherwise", "exhausted"].includes(key));
  return isStrategy ? nameKind(name) : undefined;
}

/** A model has its provider before a slash. */
function nameKind(name: string): NameKind {
  return name.includes("/") ? "model" : "tier";
}

const noNames: ReadonlySet<string> = new Set(["message", "when", "every", "some", "per", "lifetime", "rubric"]);

function visit(value: Value, path: readonly string[], tell: (place: NamedPlace) => void): void {
  if (value.kind === "literal" && typeof value.value === "string") {
    const kind = roleOf(path, value.value);
    if (kind) tell({ kind, name: value.value, span: written(value.origin) });
  } else if (value.kind === "list") {
    for (const item of value.items) visit(item, [...path, "[]"], tell);
  } else if (value.kind === "record") {
    for (const [name, field] of value.fields) {
      const key = keyKind(path, name);
      if (key) tell({ kind: key, name, span: written(field.key) });
      visit(field.value, [...path, name], tell);
    }
  }
}

function keyKind(path: readonly string[], name: string): NameKind | undefined {
  if (path.at(-1) === "split") return nameKind(name);
  if (path.at(-1) === "fallbackOn") return name === "default" ? undefined : "failure";
  return path.length === 1 && path[0] === "tiers" ? "tier" : undefined;
}

function written(origin: Origin): Span {
  let at = origin;
  while (at.from) at = at.from.origin;
  return at.span;
}

function length({ start, end }: Span): number {
  return end - start;
}
