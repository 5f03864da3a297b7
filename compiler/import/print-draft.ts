/** A draft as YAML: blocks for maps, one line for what fits on one. Remembers which part stands where. */
import type { Span } from "../source.ts";
import type { Draft, DraftEntry, DraftMap } from "./draft.ts";

/** A part of the printed text and what it stands for in the original. */
export interface Place {
  readonly start: number;
  readonly end: number;
  readonly span: Span;
}

const WIDTH = 100;

/** `head` are the lines of the comment at the top. The outermost entries are set apart by blank lines. */
export function printDraft(draft: DraftMap, head: readonly string[]): { text: string; places: Place[] } {
  const printer = new Printer();
  for (const line of head) printer.write(`${line === "" ? "#" : `# ${line}`}\n`);
  for (const entry of draft.entries) {
    printer.write("\n");
    printer.entry(entry, "");
  }
  return { text: printer.text, places: printer.places };
}

class Printer {
  text = "";
  readonly places: Place[] = [];

  write(text: string): void {
    this.text += text;
  }

  entry({ key, span, value, note }: DraftEntry, indent: string): void {
    if (note !== undefined) this.write(`${indent}# ${note}\n`);
    this.write(indent);
    this.#at(span, () => this.write(scalar(key)));
    this.write(":");
    this.#value(value, indent);
  }

  #value(value: Draft, indent: string): void {
    const isSection = indent === "" && value.kind === "map";
    if (value.kind === "text" || (fits(value, indent) && !isSection)) {
      this.write(" ");
      this.#flow(value);
      this.write("\n");
      return;
    }
    this.write("\n");
    const inner = `${indent}  `;
    if (value.kind === "map") {
      this.#at(value.span, () => {
        for (const entry of value.entries) this.entry(entry, inner);
      });
      return;
    }
    for (const item of value.items) {
      this.write(`${inner}-`);
      if (item.kind === "map" && !fits(item, inner)) this.#firstOnDash(item, inner);
      else this.#value(item, inner);
    }
  }

  /** The first entry stands behind the dash, the others below it. */
  #firstOnDash(item: DraftMap, indent: string): void {
    const before = this.text.length;
    this.#at(item.span, () => {
      for (const entry of item.entries) this.entry(entry, `${indent}  `);
    });
    const block = this.text.slice(before);
    this.text = `${this.text.slice(0, before)}${block.replace(`${indent}  `, " ")}`;
    const shift = indent.length + 1;
    for (const [index, place] of this.places.entries()) {
      if (place.start < before) continue;
      const start = Math.max(before, place.start - shift);
      this.places[index] = { ...place, start, end: place.end - shift };
    }
  }

  #flow(value: Draft): void {
    this.#at(value.span, () => {
      if (value.kind === "text") this.write(scalar(value.value));
      else if (value.kind === "list") this.#joined("[", value.items, "]", (item) => this.#flow(item));
      else {
        this.#joined("{ ", value.entries, " }", ({ key, span, value: held }) => {
          this.#at(span, () => this.write(scalar(key)));
          this.write(": ");
          this.#flow(held);
        });
      }
    });
  }

  #joined<T>(open: string, parts: readonly T[], close: string, print: (part: T) => void): void {
    this.write(open);
    for (const [index, part] of parts.entries()) {
      if (index > 0) this.write(", ");
      print(part);
    }
    this.write(close);
  }

  #at(span: Span, print: () => void): void {
    const start = this.text.length;
    print();
    this.places.push({ start, end: this.text.length, span });
  }
}

/** Whether a value may stand on one line: short, without notes, and no map in a map. */
function fits(value: Draft, indent: string): boolean {
  const length = flowLength(value);
  return length !== undefined && indent.length + length <= WIDTH;
}

function flowLength(value: Draft): number | undefined {
  if (value.kind === "text") return scalar(value.value).length;
  if (value.kind === "list") return sum(value.items.map(flowLength));
  if (value.entries.some((entry) => entry.note !== undefined)) return undefined;
  if (value.entries.some((entry) => entry.value.kind === "map" && entry.value.entries.some(isDeep))) return undefined;
  return sum(value.entries.map((entry) => add(entry.key.length, flowLength(entry.value))));
}

function isDeep({ value }: DraftEntry): boolean {
  return value.kind === "map";
}

function sum(lengths: readonly (number | undefined)[]): number | undefined {
  return lengths.reduce<number | undefined>((total, length) => add(total, length), 2);
}

function add(a: number | undefined, b: number | undefined): number | undefined {
  return a === undefined || b === undefined ? undefined : a + b + 2;
}

/** Plain where YAML reads the same text back, else in double quotes. */
function scalar(value: string | number | boolean): string {
  if (typeof value !== "string") return String(value);
  const isPlain = /^[A-Za-z$_/][\w ./@+*()&|=!<>"'$-]*$/.test(value) || /^[A-Za-z][\w./@+:*-]*[\w*]$/.test(value);
  const means = /^(true|false|null|yes|no|on|off|~)$/i.test(value) || value.includes(" #") || /\s$/.test(value);
  const risky = /^\d|^["'&*!|>%@`]|: /.test(value) && !/^\d+(\.\d+)?(ms|s|m|h)$/.test(value);
  const isDuration = /^\d+(\.\d+)?(ms|s|m|h)$/.test(value);
  return (isPlain && !means && !risky) || isDuration ? value : JSON.stringify(value);
}
