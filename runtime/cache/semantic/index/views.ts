/** The memory of an index, as numbers of each kind. */
import type { SharedMemory } from "./web-assembly.ts";

export interface Views {
  readonly buffer: SharedArrayBuffer;
  readonly bytes: Int8Array;
  readonly shorts: Int16Array;
  readonly ints: Int32Array;
  readonly floats: Float32Array;
  readonly doubles: Float64Array;
}

/** Anew where it has grown. */
export function viewsOf({ buffer }: SharedMemory, known?: Views): Views {
  if (known?.buffer === buffer) return known;
  return {
    buffer,
    bytes: new Int8Array(buffer),
    shorts: new Int16Array(buffer),
    ints: new Int32Array(buffer),
    floats: new Float32Array(buffer),
    doubles: new Float64Array(buffer),
  };
}
