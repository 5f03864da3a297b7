import type { Origin, SourceFile } from "../../source.ts";
import type { LiteralValue } from "../value.ts";

/**
 * The offset in the file of a place in a scalar's text, exact or `undefined`: texts with escapes, folded ones and blocks
 * have none, nor has what stands in another file. For a value that came through aliases it is the place in the scalar itself.
 */
export function offsetInScalar(file: SourceFile, value: LiteralValue, index: number): number | undefined {
  const { span } = definition(value.origin);
  if (typeof value.value !== "string" || span.file !== file) return undefined;
  const raw = file.text.slice(span.start, span.end);
  const quoted = raw.startsWith('"') || raw.startsWith("'");
  const text = quoted ? raw.slice(1, -1) : raw;
  // A scalar that is written with escapes or over several lines differs from its text.
  return text === value.value ? span.start + (quoted ? 1 : 0) + index : undefined;
}

function definition(origin: Origin): Origin {
  let at = origin;
  while (at.from) at = at.from.origin;
  return at;
}
