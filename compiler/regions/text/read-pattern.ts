import type { PatternNode } from "../../lower/pattern/node.ts";
import { parsePattern } from "../../lower/pattern/parse-pattern.ts";
import { within } from "./code-units.ts";
import { exactSet } from "./exact-set.ts";
import { patternParts } from "./holds.ts";

export interface ReadPattern {
  /** Its sets are exactly what they match: code units, or characters with the flag `u`. */
  readonly node: PatternNode;
  /** What the offsets of the node are in. */
  readonly source: string;
  readonly flags: string;
}

/** Undefined when it is not written `/source/flags`. Throws `Unsupported` and `SyntaxError`. */
export function readPattern(argument: string): ReadPattern | undefined {
  const parts = patternParts(argument);
  if (parts === undefined) return undefined;
  const { flags } = parts;
  const unicode = flags.includes("u");
  const source = unicode ? withWholeCharacters(parts.source) : parts.source;
  new RegExp(source, flags);
  const { node, exact } = parsePattern(source, flags);
  if (exact && unicode) return { node, source, flags };
  return { node: withSets(node, source, exact ? undefined : flags), source, flags };
}

/** `flags`: where sets are to be found out under them. */
function withSets(node: PatternNode, source: string, flags: string | undefined): PatternNode {
  switch (node.kind) {
    case "characters": {
      const set = flags === undefined ? node.set : exactSet(source.slice(node.start, node.end), flags.replace("m", ""));
      return { ...node, set: flags?.includes("u") ? set : within(set, 0, 0xffff) };
    }
    case "sequence":
    case "choice":
      return { ...node, of: node.of.map((part) => withSets(part, source, flags)) };
    case "repeat":
      return { ...node, of: withSets(node.of, source, flags) };
    case "assertion":
      return node;
  }
  return node satisfies never;
}

/** With the flag `u`, two escapes that make a pair are one character. */
function withWholeCharacters(source: string): string {
  return source.replace(
    /\\(?:u([dD][89abAB][\da-fA-F]{2})\\u([dD][c-fC-F][\da-fA-F]{2})|.)/gs,
    (written, lead?: string, trail?: string) =>
      lead === undefined || trail === undefined
        ? written
        : `\\u{${String.fromCharCode(Number.parseInt(lead, 16), Number.parseInt(trail, 16)).codePointAt(0)!.toString(16)}}`,
  );
}
