import { type Characters, complement, digits, every, single, spaces, wordCharacters } from "./characters.ts";
import { Unsupported } from "./node.ts";

interface Escape {
  readonly set: Characters;
  /** With the backslash. */
  readonly length: number;
  /** False: the set has more than what is matched. */
  readonly exact: boolean;
}

const sets: Readonly<Record<string, Characters>> = {
  d: digits,
  D: complement(digits),
  w: wordCharacters,
  W: complement(wordCharacters),
  s: spaces,
  S: complement(spaces),
};
const controls: Readonly<Record<string, number>> = { t: 0x09, n: 0x0a, v: 0x0b, f: 0x0c, r: 0x0d };

/** What the escape at `start` matches. Throws `Unsupported`. */
export function escaped(
  source: string,
  start: number,
  { unicode, inClass }: { unicode: boolean; inClass: boolean },
): Escape {
  const rest = source.slice(start + 1);
  const letter = rest[0] ?? "";
  const found = (set: Characters, length = 2, exact = true): Escape => ({ set, length, exact });
  const refuse = (what: string, length = 2): never => {
    throw new Unsupported(what, start, start + length);
  };
  const named = Object.hasOwn(sets, letter) ? sets[letter] : undefined;
  if (named) return found(named);
  if (Object.hasOwn(controls, letter)) return found(single(controls[letter]!));
  if (inClass && letter === "b") return found(single(0x08));
  if (letter === "0" && !/^0\d/.test(rest)) return found(single(0));
  if (/^\d/.test(rest)) return refuse(inClass || letter === "0" ? "an octal escape" : "a back-reference");
  if (letter === "k" && !inClass) return refuse("a back-reference");
  const [property] = (unicode && /^[pP]\{[^}]*\}/.exec(rest)) || [];
  if (property) return found(every, property.length + 1, false);
  const [hex, ...codes] = /^(?:x([\da-fA-F]{2})|u([\da-fA-F]{4})|u\{([\da-fA-F]+)\})/.exec(rest) ?? [];
  const code = codes.find((digits) => digits !== undefined);
  if (hex && code && (unicode || codes[2] === undefined))
    return found(single(Number.parseInt(code, 16)), hex.length + 1);
  const control = /^c([a-zA-Z])/.exec(rest)?.[1];
  if (control) return found(single(control.charCodeAt(0) % 32), 3);
  if ("xuc".includes(letter)) return refuse(`the escape \`\\${letter}\` without its digits`);
  const literal = unicode ? rest.codePointAt(0)! : rest.charCodeAt(0);
  return found(single(literal), literal > 0xffff ? 3 : 2);
}
