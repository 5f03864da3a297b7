/** One embedding, as it came: a list of numbers, or base64 of 32-bit floats, lowest byte first. */

export type Vector = readonly number[] | string;

const BYTES = 4;

/** Never throws. What is no vector, or is an empty one, gives nothing. */
export function vectorOf(value: unknown): Vector | undefined {
  if (typeof value === "string") return lengthOf(value) > 0 && Number.isInteger(lengthOf(value)) ? value : undefined;
  if (!Array.isArray(value) || value.length === 0) return undefined;
  return value.every((each) => typeof each === "number") ? value : undefined;
}

/** Numbers in it. */
export function lengthOf(vector: Vector): number {
  return typeof vector === "string" ? Buffer.byteLength(vector, "base64") / BYTES : vector.length;
}

export function toBase64(vector: Vector): string {
  if (typeof vector === "string") return vector;
  const bytes = Buffer.alloc(vector.length * BYTES);
  for (const [i, number] of vector.entries()) bytes.writeFloatLE(number, i * BYTES);
  return bytes.toString("base64");
}

export function toFloats(vector: Vector): readonly number[] {
  if (typeof vector !== "string") return vector;
  const bytes = Buffer.from(vector, "base64");
  return Array.from({ length: Math.floor(bytes.length / BYTES) }, (_, i) => bytes.readFloatLE(i * BYTES));
}
