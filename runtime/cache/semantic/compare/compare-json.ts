/** Whether two JSON texts say the same, however their numbers, blanks and members are written and ordered. */
import type { Compared } from "./compared.ts";
import { decimalOf } from "./decimal-of.ts";

/** A text in a value that may be put in other words: longer than a label. */
const MOST_LABEL = 40;

/** Undefined: neither is JSON of more than one word. `undecided`: they differ in texts alone that may mean the same. */
export function compareJson(one: string, other: string): Compared | undefined {
  const [a, b] = [readJson(one), readJson(other)];
  const isNone = (value: unknown) => value === undefined || typeof value === "string";
  if (isNone(a) && isNone(b)) return undefined;
  if (a === undefined || b === undefined) return isObject(a) || isObject(b) ? "different" : undefined;
  try {
    return compareValues(a, b);
  } catch {
    // Nested deeper than can be walked.
    return "undecided";
  }
}

/** A number, written in one way. */
class Decimal {
  readonly text: string;

  constructor(source: string) {
    this.text = decimalOf(source);
  }
}

/** Out of a fence of Markdown, too. */
function readJson(text: string): unknown {
  const inFence = /^\s*```(?:json)?\s*\n([\s\S]*?)\n?\s*```\s*$/i.exec(text)?.[1];
  try {
    return JSON.parse(inFence ?? text, (_key, value: unknown, ...rest: { source?: string }[]) =>
      typeof value === "number" ? new Decimal(rest[0]?.source ?? String(value)) : value,
    );
  } catch {
    return undefined;
  }
}

function compareValues(one: unknown, other: unknown): Compared {
  if (one instanceof Decimal || other instanceof Decimal) {
    const isSame = one instanceof Decimal && other instanceof Decimal && one.text === other.text;
    return isSame ? "same" : "different";
  }
  if (Array.isArray(one) && Array.isArray(other))
    return one.length === other.length ? worst(one.map((value, i) => compareValues(value, other[i]))) : "different";
  if (isObject(one) && isObject(other) && !Array.isArray(one) && !Array.isArray(other)) {
    const names = Object.keys(one);
    if (names.length !== Object.keys(other).length) return "different";
    return worst(
      names.map((name) => (Object.hasOwn(other, name) ? compareValues(one[name], other[name]) : "different")),
    );
  }
  if (one === other) return "same";
  const areTexts = typeof one === "string" && typeof other === "string";
  return areTexts && Math.min(one.length, other.length) > MOST_LABEL ? "undecided" : "different";
}

function worst(found: readonly Compared[]): Compared {
  if (found.includes("different")) return "different";
  return found.includes("undecided") ? "undecided" : "same";
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !(value instanceof Decimal);
}
