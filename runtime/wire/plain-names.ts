/**
 * Members' names written without escapes that they do not need. A V8 of today (Node 26.10) takes an escape at the end of a
 * name for a backslash, once it has met an object of the same shape with a name that ends in one: `"conten\u0074"` is then
 * not the content that a provider reads. Names that are written plainly are read by everyone alike.
 */
import { nameAt } from "./json-bytes.ts";

/** `names`: offsets of the first quote and behind the last one, in turn. The bytes must be valid JSON to mean anything. */
export function withPlainNames(bytes: Buffer, names: readonly number[]): Buffer {
  const pieces: Buffer[] = [];
  let from = 0;
  for (let i = 0; i < names.length; i += 2) {
    const [start, end] = [names[i]!, names[i + 1]!];
    pieces.push(bytes.subarray(from, start), Buffer.from(JSON.stringify(nameAt(bytes, start, end))));
    from = end;
  }
  return Buffer.concat([...pieces, bytes.subarray(from)]);
}
