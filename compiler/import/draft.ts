/** A policy that is being written: plain data in which every part knows the place of the original that it stands for. */
import type { Span } from "../source.ts";

export type Draft = DraftText | DraftList | DraftMap;

export interface DraftText {
  readonly kind: "text";
  readonly value: string | number | boolean;
  readonly span: Span;
}

export interface DraftList {
  readonly kind: "list";
  readonly items: readonly Draft[];
  readonly span: Span;
}

export interface DraftMap {
  readonly kind: "map";
  readonly entries: readonly DraftEntry[];
  readonly span: Span;
}

export interface DraftEntry {
  readonly key: string;
  /** Of what the key stands for. */
  readonly span: Span;
  readonly value: Draft;
  /** One line that a person should read. */
  readonly note?: string | undefined;
}

export function text(value: string | number | boolean, span: Span): DraftText {
  return { kind: "text", value, span };
}

export function list(items: readonly Draft[], span: Span): DraftList {
  return { kind: "list", items, span };
}

/** Entries that are undefined are left out. */
export function map(entries: readonly (DraftEntry | undefined)[], span: Span): DraftMap {
  return { kind: "map", entries: entries.filter((entry) => entry !== undefined), span };
}

/** Undefined when there is no value. */
export function entry(key: string, value: Draft | undefined, note?: string): DraftEntry | undefined {
  return value && { key, span: value.span, value, ...(note === undefined ? {} : { note }) };
}

/** Plain data from elsewhere, all of which stands for one place. */
export function plain(value: unknown, span: Span): Draft {
  if (Array.isArray(value)) {
    return list(
      value.map((item) => plain(item, span)),
      span,
    );
  }
  if (typeof value === "object" && value !== null) {
    return map(
      Object.entries(value).map(([key, held]) => ({ key, span, value: plain(held, span) })),
      span,
    );
  }
  return text(typeof value === "number" || typeof value === "boolean" ? value : String(value), span);
}
