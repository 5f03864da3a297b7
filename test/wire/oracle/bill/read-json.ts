/**
 * JSON as it is written: members in order, twins and all. What is read of an object with twins, or with names that
 * differ in case, depends on who reads it.
 */

export class Members {
  readonly entries: [string, Json][] = [];
}

export type Json = null | boolean | number | string | Json[] | Members;

/** Which of two members of one name counts, and whether case does. */
export interface Reading {
  readonly takes: "first" | "last";
  readonly folds: boolean;
}

export const readings: readonly Reading[] = [
  { takes: "last", folds: false },
  { takes: "first", folds: false },
  { takes: "last", folds: true },
  { takes: "first", folds: true },
];

/** Readers give up beyond such a depth. */
const DEEPEST = 500;

/** Throws a `SyntaxError` on what no reader takes. */
export function readJson(text: string): Json {
  JSON.parse(text);
  return new Reader(text).value();
}

/** The plain value that one reader makes of it. */
export function readAs(json: Json, reading: Reading): unknown {
  if (Array.isArray(json)) return json.map((item) => readAs(item, reading));
  if (!(json instanceof Members)) return json;
  const value: Record<string, unknown> = Object.create(null) as Record<string, unknown>;
  for (const [key, member] of json.entries) {
    const name = reading.folds ? key.toLowerCase() : key;
    if (reading.takes === "last" || !(name in value)) value[name] = readAs(member, reading);
  }
  return value;
}

/** Paths of members that stand twice, case aside. */
export function twins(json: Json, path = ""): string[] {
  if (Array.isArray(json)) return json.flatMap((item, i) => twins(item, `${path}[${i}]`));
  if (!(json instanceof Members)) return [];
  const seen = new Set<string>();
  return json.entries.flatMap(([key, member]) => {
    const name = key.toLowerCase();
    const own = seen.has(name) ? [`${path}.${key}`] : [];
    seen.add(name);
    return typeof member === "object" ? [...own, ...twins(member, `${path}.${key}`)] : own;
  });
}

/** Of a text that is known to be JSON. */
class Reader {
  readonly #text: string;
  #at = 0;
  #depth = 0;

  constructor(text: string) {
    this.#text = text;
  }

  value(): Json {
    if (++this.#depth > DEEPEST) throw new SyntaxError("nested too deeply");
    const value = this.#any();
    this.#depth--;
    return value;
  }

  #any(): Json {
    switch (this.#next()) {
      case "{":
        return this.#members();
      case "[":
        return this.#items();
      case '"':
        return this.#string();
      default:
        return this.#literal();
    }
  }

  #next(): string {
    while (" \n\r\t".includes(this.#text[this.#at]!)) this.#at++;
    return this.#text[this.#at]!;
  }

  #members(): Members {
    const members = new Members();
    this.#at++;
    while (this.#next() !== "}") {
      if (this.#text[this.#at] === ",") this.#at++;
      this.#next();
      const key = this.#string();
      this.#next();
      this.#at++;
      members.entries.push([key, this.value()]);
    }
    this.#at++;
    return members;
  }

  #items(): Json[] {
    const items: Json[] = [];
    this.#at++;
    while (this.#next() !== "]") {
      if (this.#text[this.#at] === ",") this.#at++;
      items.push(this.value());
    }
    this.#at++;
    return items;
  }

  #string(): string {
    const start = this.#at;
    let end = this.#text.indexOf('"', start + 1);
    while (isEscaped(this.#text, end)) end = this.#text.indexOf('"', end + 1);
    this.#at = end + 1;
    const inner = this.#text.slice(start + 1, end);
    return inner.includes("\\") ? (JSON.parse(`"${inner}"`) as string) : inner;
  }

  #literal(): Json {
    const start = this.#at;
    while (this.#at < this.#text.length && !",]} \n\r\t".includes(this.#text[this.#at]!)) this.#at++;
    return JSON.parse(this.#text.slice(start, this.#at)) as Json;
  }
}

function isEscaped(text: string, at: number): boolean {
  let slashes = 0;
  while (text[at - 1 - slashes] === "\\") slashes++;
  return slashes % 2 === 1;
}
