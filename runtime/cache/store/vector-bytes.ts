/** Vectors as bytes, each of their 32-bit floats as it is. */

export function bytesOf(vector: Float32Array): Buffer {
  return Buffer.from(vector.buffer, vector.byteOffset, vector.byteLength);
}

/** Undefined for what is no whole number of floats. A copy, since bytes may lie anywhere. */
export function vectorOf(bytes: Uint8Array): Float32Array | undefined {
  if (bytes.byteLength % 4 !== 0) return undefined;
  return new Float32Array(new Uint8Array(bytes).buffer);
}
