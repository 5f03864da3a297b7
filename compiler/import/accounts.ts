/**
 * The account of an import: every setting of the original is carried over, or a finding speaks of it. A setting is a
 * value that holds no others; the policy follows it where a part of the draft stands for it, or where it was taken so.
 */

import type { Diagnostic } from "../diagnostics/define.ts";
import { changedByImport } from "../diagnostics/syntax/changed-by-import.ts";
import { fillIn } from "../diagnostics/syntax/fill-in.ts";
import { notCarriedOver } from "../diagnostics/syntax/not-carried-over.ts";
import type { Value } from "../load/value.ts";
import type { Span } from "../source.ts";
import type { Draft } from "./draft.ts";
import type { Findings } from "./findings.ts";

export interface Setting {
  /** Its key; that of the list where it is an item. */
  readonly name: string;
  /** From the key to the end of the value. */
  readonly span: Span;
  readonly value: Value;
  /** Of the keys and values that it stands in, but of the whole file. */
  readonly within: readonly Span[];
}

/** Parts that only hold anchors: what is in them is a setting where it is used. */
export const ANCHORS: RegExp = /^(x-|[._])/;

export interface Account {
  /** Settings that the policy follows. */
  readonly carried: number;
  /** Findings on what is done in another way, on what is left out, and on what is wrong in the original. */
  readonly changed: number;
  readonly leftOut: number;
  readonly wrong: number;
}

/** In the order of the text. What was written once and is used in several places is one. */
export function settingsIn(root: Value): Setting[] {
  const found = new Map<string, Setting>();
  const visit = (value: Value, name: string, key: Span | undefined, within: readonly Span[]): void => {
    if (ANCHORS.test(name)) return;
    const span = value.origin.span;
    const whole = { ...span, start: key && key.start < span.start ? key.start : span.start };
    if (value.kind === "record" && value.fields.size > 0) {
      for (const [child, field] of value.fields)
        visit(field.value, child, field.key.span, [...within, field.key.span, span]);
    } else if (value.kind === "list" && value.items.length > 0) {
      for (const item of value.items) visit(item, name, undefined, [...within, span, item.origin.span]);
    } else if (!/^(x-|[._])/.test(name)) {
      const id = `${span.start}-${span.end}`;
      if (!found.has(id)) found.set(id, { name, span: whole, value, within: [...within, ...(key ? [key] : [])] });
    }
  };
  visit(root, "the configuration", undefined, []);
  return [...found.values()];
}

/** Says of every setting that nothing else was said of. */
export function sayTheRest(root: Value, drafts: readonly Draft[], findings: Findings): void {
  const stands = new Set(drafts.flatMap((draft) => [...spansOf(draft)]).map(keyOf));
  const told = toldPlaces(findings.diagnostics);
  for (const setting of settingsIn(root)) {
    if (stands.has(keyOf(setting.value.origin.span)) || findings.isCarried(setting.value.origin.span)) continue;
    if (isTold(setting, root, told)) continue;
    findings.notCarriedOver(`\`${setting.name}\``, "nothing in the policy would be different without it", setting.span);
  }
}

/** What became of the settings, for the summary. */
export function accountOf(root: Value, diagnostics: readonly Diagnostic[]): Account {
  const told = toldPlaces(diagnostics.filter(({ code }) => code === notCarriedOver.code));
  const carried = settingsIn(root).filter((setting) => !isTold(setting, root, told));
  const places = (isOf: (code: string) => boolean) =>
    diagnostics
      .filter(({ code }) => isOf(code))
      .reduce((sum, { labels }) => sum + 1 + labels.filter(isRepeat).length, 0);
  const own: readonly string[] = [notCarriedOver.code, changedByImport.code, fillIn.code];
  return {
    carried: carried.length,
    changed: places((code) => code === changedByImport.code),
    leftOut: places((code) => code === notCarriedOver.code),
    wrong: places((code) => !own.includes(code)),
  };
}

/** `41 settings carried over · 3 in another way · 12 left out · 2 wrong in the original` */
export function accountText({ carried, changed, leftOut, wrong }: Account): string {
  const others = [
    { count: changed, what: "in another way" },
    { count: leftOut, what: "left out" },
    { count: wrong, what: "wrong in the original" },
  ];
  return [
    `${carried} ${carried === 1 ? "setting" : "settings"} carried over`,
    ...others.flatMap(({ count, what }) => (count === 0 ? [] : [`${count} ${what}`])),
  ].join(" · ");
}

export const AGAIN = "and here";

function isRepeat({ text }: { readonly text: string }): boolean {
  return text === AGAIN;
}

interface Told {
  readonly keys: ReadonlySet<string>;
  readonly spans: readonly Span[];
}

function toldPlaces(diagnostics: readonly Diagnostic[]): Told {
  const spans = diagnostics.flatMap(({ span, labels }) => [
    ...(span ? [span] : []),
    ...labels.filter(isRepeat).map((label) => label.span),
  ]);
  return { keys: new Set(spans.map(keyOf)), spans };
}

/** A finding stands at the setting, in it, or at a part around it that is not the whole file. */
function isTold({ span, within, value }: Setting, root: Value, { keys, spans }: Told): boolean {
  if (keys.has(keyOf(value.origin.span))) return true;
  if (within.some((part) => keyOf(part) !== keyOf(root.origin.span) && keys.has(keyOf(part)))) return true;
  return spans.some(({ start, end }) => start >= span.start && end <= span.end);
}

function* spansOf(draft: Draft): Generator<Span> {
  yield draft.span;
  if (draft.kind === "list") for (const item of draft.items) yield* spansOf(item);
  if (draft.kind !== "map") return;
  for (const { span, value } of draft.entries) {
    yield span;
    yield* spansOf(value);
  }
}

function keyOf({ start, end }: Span): string {
  return `${start}-${end}`;
}
