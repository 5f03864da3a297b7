import { LENGTH_TOLERANCE } from "./coarse.ts";

/** Throws `RangeError` where it is none of such an index. */
export function checkVector(vector: Float32Array, dimension: number): void {
  if (vector.length !== dimension)
    throw new RangeError(`A vector of ${vector.length} numbers is none of an index of ${dimension} dimensions.`);
  let square = 0;
  for (let i = 0; i < vector.length; i++) square += vector[i]! * vector[i]!;
  const length = Math.sqrt(square);
  if (!Number.isFinite(length)) throw new RangeError("A vector has numbers that are not finite.");
  if (Math.abs(length - 1) > LENGTH_TOLERANCE)
    throw new RangeError(`A vector has the length ${length}, where 1 is needed.`);
}
