/**
 * Whether settings of an imported configuration vanish. Every value is changed in turn, and the file is imported again:
 * the policy or the overlay must be another one, or a finding must say at this setting what becomes of it. That a finding
 * repeats a value does not count: it is looked at where it stands and what kind it is, not at its words.
 */
import type { Diagnostic } from "../../../../compiler/diagnostics/define.ts";
import { draftPolicy, type ImportFormat } from "../../../../compiler/import/import-policy.ts";
import type { Catalog } from "../../../../compiler/load/catalog/open-catalog.ts";
import type { Value } from "../../../../compiler/load/value.ts";
import { loadYaml } from "../../../../compiler/load/yaml/load-yaml.ts";
import { position, type Span } from "../../../../compiler/source.ts";

const TODAY = "2026-11-20";

interface Leaf {
  readonly path: string;
  readonly value: string | number | boolean | null;
  /** Of the value, and of it with its key. */
  readonly span: Span;
  readonly start: number;
  /** Where the keys and values around it begin, the whole file's not. */
  readonly around: readonly number[];
}

/** The settings that vanish, as `line: path`. */
export function vanished(format: ImportFormat, text: string, catalog: Catalog): string[] {
  const draft = (changed: string) => draftPolicy(format, { name: "config.yaml", text: changed }, catalog, TODAY);
  const { value: root } = loadYaml({ name: "config.yaml", text });
  if (!root) return [];
  const before = draft(text);
  if (!before.policy) return [];
  return leavesOf(root).flatMap((leaf) => {
    if (before.findings.diagnostics.some((diagnostic) => speaksOf(diagnostic, leaf))) return [];
    const isMet = changedValues(leaf.value).some((value) => {
      const after = draft(text.slice(0, leaf.span.start) + value + text.slice(leaf.span.end));
      const isOther = after.policy?.text !== before.policy!.text || after.overlay?.text !== before.overlay?.text;
      return isOther || after.findings.diagnostics.some((diagnostic) => speaksOf(diagnostic, leaf));
    });
    if (isMet) return [];
    return [`${position(leaf.span.file, leaf.start).line}: ${leaf.path}`];
  });
}

/** Findings about what is done, not about what becomes of a setting. */
const others = /^(time\/retries-multiply|chain\/(window-too-small|unsupported-parameter)|cost|reach)/;

function speaksOf({ code, span, labels }: Diagnostic, { span: value, start, around }: Leaf): boolean {
  if (others.test(code)) return false;
  const places = [span, ...labels.filter(({ text }) => text === "and here").map((label) => label.span)];
  return places.some((place) => {
    if (!place) return false;
    const isIn = place.start >= start && place.start <= value.end;
    return isIn || around.includes(place.start);
  });
}

/** In the order of the file. Parts that only hold anchors are settings where they are used. */
function leavesOf(root: Value): Leaf[] {
  const found: Leaf[] = [];
  const visit = (value: Value, path: string, start: number, around: readonly number[]): void => {
    if (/(^|\.)(x-|[._])[^.]*$/.test(path)) return;
    const { span } = value.origin;
    if (value.kind === "list") {
      for (const [index, item] of value.items.entries()) {
        visit(item, `${path}[${index}]`, item.origin.span.start, [...around, start, span.start]);
      }
    } else if (value.kind === "record") {
      for (const [name, field] of value.fields) {
        const inside = path === "" ? [] : [...around, start, span.start];
        visit(field.value, path === "" ? name : `${path}.${name}`, field.key.span.start, inside);
      }
    } else if (value.kind === "literal" && value.value !== undefined && !value.origin.from) {
      found.push({ path, value: value.value, span, start: Math.min(start, span.start), around });
    }
  };
  visit(root, "", 0, []);
  return found;
}

/** Other values of the same kind, as YAML and JSON both write them. An order is another one above or below the others. */
function changedValues(value: Leaf["value"]): string[] {
  if (typeof value === "boolean") return [String(!value)];
  if (typeof value === "number") return [String(value * 2 + 1), "0"];
  if (value === null) return ['"zz"'];
  return [JSON.stringify(/^\d+(\.\d+)?$/.test(value) ? String(Number(value) * 2 + 1) : `${value}zz`)];
}
