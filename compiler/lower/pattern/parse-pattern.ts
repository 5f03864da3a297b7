/** The source of a regular expression that JavaScript accepts → its tree, without what is refused. */

import { type Characters, complement, every, isBeyondAscii, newlines, single, union, withCases } from "./characters.ts";
import { escaped } from "./escape.ts";
import { type Pattern, type PatternNode, Unsupported } from "./node.ts";

/** Throws `Unsupported`. */
export function parsePattern(source: string, flags: string): Pattern {
  const parser = new PatternParser(source, flags);
  return { node: parser.choice(), exact: parser.exact };
}

class PatternParser {
  exact = true;
  readonly #source: string;
  readonly #unicode: boolean;
  readonly #anyCase: boolean;
  readonly #dot: Characters;
  #at = 0;

  constructor(source: string, flags: string) {
    this.#source = source;
    this.#unicode = flags.includes("u");
    this.#anyCase = flags.includes("i");
    this.#dot = flags.includes("s") ? every : complement(newlines);
  }

  choice(): PatternNode {
    const start = this.#at;
    const of = [this.#sequence()];
    while (this.#takes("|")) of.push(this.#sequence());
    return of.length === 1 ? of[0]! : { kind: "choice", of, start, end: this.#at };
  }

  #sequence(): PatternNode {
    const start = this.#at;
    const of: PatternNode[] = [];
    while (this.#at < this.#source.length && !"|)".includes(this.#source[this.#at]!)) of.push(this.#term());
    return { kind: "sequence", of, start, end: this.#at };
  }

  #term(): PatternNode {
    const start = this.#at;
    const of = this.#atom();
    const [quantifier, min, rest, max] = /^(?:[*+?]|\{(\d+)(,?)(\d*)\})\??/.exec(this.#source.slice(this.#at)) ?? [];
    if (quantifier === undefined) return of;
    this.#at += quantifier.length;
    const end = this.#at;
    const unbounded = Number.POSITIVE_INFINITY;
    const bounds: Readonly<Record<string, [number, number]>> = {
      "*": [0, unbounded],
      "+": [1, unbounded],
      "?": [0, 1],
    };
    const [least, most] = bounds[quantifier[0]!] ?? [Number(min), max ? Number(max) : rest ? unbounded : Number(min)];
    return { kind: "repeat", of, min: least, max: most, start, end };
  }

  #atom(): PatternNode {
    const start = this.#at;
    if (this.#takes("(")) return this.#group(start);
    if (this.#takes("^")) return { kind: "assertion", isStart: true, start, end: this.#at };
    if (this.#takes("$")) return { kind: "assertion", isStart: false, start, end: this.#at };
    if (this.#takes("\\b") || this.#takes("\\B")) return { kind: "assertion", isStart: false, start, end: this.#at };
    const set = this.#takes("[")
      ? this.#class()
      : this.#takes(".")
        ? this.#dot
        : this.#anyCased(this.#character(), false);
    return { kind: "characters", set, start, end: this.#at };
  }

  #group(start: number): PatternNode {
    const [opening] = /^\?(?:<?[=!]|[a-z]*-?[a-z]*:|<[^>]*>)/.exec(this.#source.slice(this.#at)) ?? [""];
    this.#at += opening.length;
    if (/^\?<?[=!]$/.test(opening))
      throw new Unsupported(opening.includes("<") ? "a look-behind" : "a look-ahead", start, this.#at);
    if (opening.endsWith(":") && opening !== "?:") throw new Unsupported("a change of flags", start, this.#at);
    const inner = this.choice();
    this.#takes(")");
    return { ...inner, start, end: this.#at };
  }

  /** Behind the `[`. */
  #class(): Characters {
    const negated = this.#takes("^");
    const parts: Characters[] = [];
    while (!this.#takes("]")) {
      const from = this.#character(true);
      if (this.#source[this.#at] !== "-" || this.#source[this.#at + 1] === "]") {
        parts.push(from);
        continue;
      }
      this.#at += 1;
      const to = this.#character(true);
      const [first, last] = [codeOf(from), codeOf(to)];
      parts.push(
        ...(first === undefined || last === undefined ? [from, single(0x2d), to] : [[[first, last]] as Characters]),
      );
    }
    return this.#anyCased(union(...parts), negated);
  }

  /** What the set matches under the flags; a superset where that is not known exactly. */
  #anyCased(set: Characters, negated: boolean): Characters {
    if (!this.exact && negated && isEvery(set)) return every;
    if (!this.#anyCase) return negated ? complement(set) : set;
    const cased = withCases(set, this.#unicode);
    if (!isBeyondAscii(set)) return negated ? complement(cased) : cased;
    this.exact = false;
    return negated ? complement(set) : cased;
  }

  /** One character, as a set, or a set that an escape names. */
  #character(inClass = false): Characters {
    const start = this.#at;
    if (this.#takes("\\")) {
      const { set, length, exact } = escaped(this.#source, start, { unicode: this.#unicode, inClass });
      this.#at = start + length;
      this.exact &&= exact;
      return set;
    }
    const code = this.#unicode ? this.#source.codePointAt(start)! : this.#source.charCodeAt(start);
    this.#at += code > 0xffff ? 2 : 1;
    return single(code);
  }

  #takes(text: string): boolean {
    const found = this.#source.startsWith(text, this.#at);
    if (found) this.#at += text.length;
    return found;
  }
}

function codeOf(set: Characters): number | undefined {
  const [first] = set;
  return set.length === 1 && first && first[0] === first[1] ? first[0] : undefined;
}

function isEvery(set: Characters): boolean {
  return set.length === 1 && complement(set).length === 0;
}
