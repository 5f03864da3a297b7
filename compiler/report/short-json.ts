/** JSON for a glance: long texts, long lists and what is nested deeply are told by their size. */
import { textTokens } from "../../semantics/tokens/text-tokens.ts";
import { printable } from "./glyphs.ts";

/** Lines of at most about `width` columns, at most `most` of them. */
export function shortJson(value: unknown, width: number, most: number): string[] {
  let lines: string[] = [];
  for (const limits of narrower) {
    lines = lay(shortened(value, limits, 0), width);
    if (lines.length <= most) return lines;
  }
  return [...lines.slice(0, most - 1), "…"];
}

interface Limits {
  /** Of one list. */
  readonly items: number;
  readonly depth: number;
}

const narrower: readonly Limits[] = [
  { items: 4, depth: 9 },
  { items: 2, depth: 5 },
  { items: 1, depth: 3 },
];

/** Characters of a text that is shown whole, and of the beginning of a longer one. */
const WHOLE_TEXT = 60;
const BEGINNING = 32;

/** What is written as it stands. */
class Verbatim {
  readonly text: string;
  constructor(text: string) {
    this.text = text;
  }
}

function shortened(value: unknown, limits: Limits, depth: number): unknown {
  if (typeof value === "string") return shortText(value);
  if (typeof value !== "object" || value === null) return value;
  const list = Array.isArray(value) ? (value as readonly unknown[]) : undefined;
  const entries = Object.entries(value);
  if (depth >= limits.depth && entries.length > 0) return new Verbatim(list ? "[…]" : "{…}");
  const inner = (item: unknown) => shortened(item, limits, depth + 1);
  if (!list) return Object.fromEntries(entries.map(([key, item]) => [key, inner(item)]));
  if (list.length <= limits.items) return list.map(inner);
  const shown = list.slice(0, limits.items).map(inner);
  return [...shown, new Verbatim(`… ${(list.length - limits.items).toLocaleString("en")} more`)];
}

function shortText(text: string): string {
  const characters = Array.from(text.slice(0, 2 * WHOLE_TEXT + 2));
  if (characters.length <= WHOLE_TEXT) return text;
  const beginning = characters.slice(0, BEGINNING).join("");
  const word = beginning.lastIndexOf(" ");
  return `${(word > 8 ? beginning.slice(0, word) : beginning).trimEnd()} … (${sizeOf(text)})`;
}

/** Tokens only of what is written in words. */
function sizeOf(text: string): string {
  const size = bytes(Buffer.byteLength(text));
  return /\s/.test(text) ? `${Math.ceil(textTokens(text).expected).toLocaleString("en")} tokens, ${size}` : size;
}

function bytes(count: number): string {
  if (count < 1_000) return `${count} B`;
  const [scaled, unit] = count < 999_500 ? [count / 1e3, "kB"] : [count / 1e6, "MB"];
  return `${scaled < 10 ? scaled.toFixed(1) : Math.round(scaled)} ${unit}`;
}

/** About as wide as that: the first member stands beside the bracket, and a value beside its key. */
function lay(value: unknown, width: number): string[] {
  return fits(value, width) ? [inline(value)] : broken(value, width);
}

function fits(value: unknown, width: number): boolean {
  return typeof value !== "object" || value === null || value instanceof Verbatim || inline(value).length <= width;
}

/** Each member on its own. */
function broken(value: unknown, width: number): string[] {
  const members = Array.isArray(value)
    ? value.map((item) => lay(item, width - 3))
    : Object.entries(value as object).map(([key, item]) => member(`${text(key)}: `, item, width - 3));
  const lines = members.flatMap((own, i) => (i === members.length - 1 ? own : [...own.slice(0, -1), `${own.at(-1)},`]));
  const [open, close] = Array.isArray(value) ? "[]" : "{}";
  return lines.map((line, i) => `${i === 0 ? `${open} ` : "  "}${line}${i === lines.length - 1 ? ` ${close}` : ""}`);
}

function member(key: string, value: unknown, width: number): string[] {
  const [first = "", ...further] = fits(value, width - key.length) ? [inline(value)] : broken(value, width);
  return [key + first, ...further];
}

function inline(value: unknown): string {
  if (value instanceof Verbatim) return value.text;
  if (Array.isArray(value)) return `[${value.map(inline).join(", ")}]`;
  if (typeof value !== "object" || value === null) return text(value);
  const members = Object.entries(value).map(([key, item]) => `${text(key)}: ${inline(item)}`);
  return members.length === 0 ? "{}" : `{ ${members.join(", ")} }`;
}

function text(value: unknown): string {
  return printable(JSON.stringify(value) ?? "null");
}
